package dev.trainyard.experiment.ledger;

import static java.util.Comparator.comparingDouble;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trainyard.engine.EngineUnavailable;
import dev.trainyard.engine.TrainingFailed;
import dev.trainyard.experiment.ModelEpoch;
import dev.trainyard.experiment.Provenance;
import dev.trainyard.experiment.ServiceTest;
import dev.trainyard.experiment.TrainedModels;
import dev.trainyard.experiment.TrialSpec;
import dev.trainyard.statistics.Interval;
import dev.trainyard.statistics.Proportion;
import java.time.Duration;
import java.time.Instant;
import java.util.AbstractMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.JsonNode;

/** What a user may rely on, whichever database is behind it. */
@NullUnmarked
abstract class ExperimentContract extends ServiceTest {
  private static final String FAST = "{\"network\":\"baseline\",\"training\":{\"epochs\":3}}";

  @Autowired TrialRows trials;
  @Autowired ExperimentRows experiments;
  @Autowired TrialLedger ledger;
  @Autowired TrialQueue queue;
  @Autowired StoredSpecs specs;
  @Autowired Checkpoints checkpoints;
  @Autowired TrainedModels models;

  @Test
  void trainsWhatOneLineAsksForWithThePresetsDefaults() {
    ResponseEntity<JsonNode> accepted = post("/experiments", "{\"network\":\"baseline\"}");

    assertThat(accepted.getStatusCode().value()).isEqualTo(202);
    JsonNode spec = accepted.getBody().path("spec");
    assertThat(spec.path("dataset").asString()).isEqualTo("mnist");
    assertThat(spec.path("network").asString()).isEqualTo("baseline");
    assertThat(spec.path("training").path("epochs").asInt()).isEqualTo(10);
    assertThat(spec.path("training").path("optimizer").path("learningRate").asDouble())
        .isEqualTo(0.1);

    JsonNode done = awaitStatus(accepted.getHeaders().getLocation().getPath(), "COMPLETED");
    assertThat(done.path("progress").path("fraction").asDouble()).isEqualTo(1);
    assertThat(done.path("trials").path(0).path("final").path("epoch").asInt()).isEqualTo(10);
    assertThat(done.path("startedAt").isString()).isTrue();
    assertThat(done.path("finishedAt").isString()).isTrue();
  }

  @Test
  void acceptsItsOwnSpecAsARequest() {
    String first =
        submit(
            """
            {"name":"again","network":{"layers":[{"type":"flatten"},
             {"type":"dense","units":10,"activation":"softmax"}]},
             "training":{"epochs":2,"optimizer":{"type":"adam"}},
             "sweep":{"training.l2":[0,0.1]},"replicates":2,"reference":{"label":"x","value":0.5}}
            """);
    JsonNode spec = body(first).path("spec");
    assertThat(spec.path("training").path("optimizer").toString())
        .isEqualTo(
            "{\"type\":\"adam\",\"learningRate\":0.001,\"beta1\":0.9,\"beta2\":0.999,\"epsilon\":1.0E-7}");

    String second = submit(spec.toString());
    assertThat(body(second).path("spec")).isEqualTo(spec);
    awaitStatus(first, "COMPLETED");
    awaitStatus(second, "COMPLETED");
  }

  @Test
  void drawsTheSameCellsWhenItsOwnSpecIsPostedAgain() {
    String first =
        submit(
            """
            {"network":"baseline","training":{"epochs":2},
             "sweep":{"training.l2":{"from":0.000001,"to":0.001,"scale":"log"},
              "network.layers[1].units":{"from":4,"to":32},"training.batchSize":[32,64]},
             "search":{"samples":4},"replicates":2}
            """);
    JsonNode done = awaitStatus(first, "COMPLETED");
    assertThat(done.path("spec").path("search").toString())
        .isEqualTo("{\"type\":\"sobol\",\"samples\":4,\"seed\":1}");
    assertThat(done.path("trials")).hasSize(8);

    String second = submit(done.path("spec").toString());
    JsonNode cells = body(first + "/sweep").path("cells");
    assertThat(cells.valueStream().map(cell -> cell.path("count").asInt()))
        .containsOnly(2)
        .hasSize(4);
    awaitStatus(second, "COMPLETED");
    assertThat(
            body(second + "/sweep")
                .path("cells")
                .valueStream()
                .map(cell -> cell.path("parameters")))
        .containsExactlyElementsOf(
            cells.valueStream().map(cell -> cell.path("parameters")).toList());

    ResponseEntity<JsonNode> effects = get(first + "/effects");
    assertThat(effects.getStatusCode().value()).isEqualTo(409);
    assertThat(effects.getBody().path("detail").asString())
        .contains("has cells that a search has drawn");
  }

  /** Nine cells for 1, 3 and 9 epochs; what is left has its replicates. */
  @Test
  void stopsCellsThatFallBehindAndTrainsTheBestToItsEnd() {
    String request =
        """
        {"network":"baseline","training":{"epochs":9,"schedule":{"type":"cosine"}},"replicates":3,
         "sweep":{"training.l2":{"from":0.000001,"to":0.001,"scale":"log"}},
         "search":{"samples":9,"halving":{"reduction":3}}}
        """;
    JsonNode estimate = post("/experiments?dryRun=true", request).getBody();
    assertThat(estimate.path("trials").asInt()).isEqualTo(11);
    engine.hold((plan, epoch) -> plan.training().seed() == 1 && epoch == 3);
    String experiment = submit(request);
    await().untilAsserted(() -> assertThat(epochs(experiment, 2)).hasSize(3));
    // Between two rungs there is a moment in which nothing runs and no time can be told.
    await()
        .untilAsserted(
            () -> assertThat(body(experiment).at("/progress/etaSeconds").asDouble()).isPositive());
    JsonNode now = body(experiment);
    assertThat(now.at("/progress/epochsTotal").asInt()).isEqualTo(3 * 9 + 2 * 3 + 6);
    assertThat(now.at("/spec/search/halving").toString())
        .isEqualTo("{\"reduction\":3,\"firstEpochs\":1}");

    assertThat(
            body(experiment + "/sweep")
                .path("cells")
                .valueStream()
                .filter(cell -> cell.path("pruned").asBoolean())
                .map(cell -> cell.path("finalGap").isNull()))
        .as("what is left leads as soon as it has ended")
        .hasSize(6)
        .containsOnly(true);

    engine.release();
    JsonNode done = awaitStatus(experiment, "COMPLETED");

    assertThat(
            done.path("trials").valueStream().map(trial -> trial.path("epochsCompleted").asInt()))
        .containsExactlyInAnyOrder(1, 1, 1, 1, 1, 1, 3, 3, 9, 9, 9);
    assertThat(done.at("/progress/epochsTotal").asInt()).isEqualTo(3 * 9 + 2 * 3 + 6);
    List<JsonNode> best =
        done.path("trials")
            .valueStream()
            .filter(trial -> trial.path("epochsCompleted").asInt() == 9)
            .toList();
    assertThat(best.stream().map(trial -> trial.path("parameters")))
        .containsOnly(best.getFirst().path("parameters"));
    assertThat(best.stream().map(trial -> trial.path("seed").asInt())).containsExactly(1, 2, 3);
    assertThat(best.stream().map(trial -> trial.path("note").isNull())).containsOnly(true);
    assertThat(
            done.path("trials")
                .valueStream()
                .map(trial -> trial.path("note"))
                .filter(JsonNode::isString)
                .map(JsonNode::asString))
        .hasSize(8)
        .contains(
            "has 1 of 9 epochs; search.halving lets only the best cells of each rung go on",
            "has 3 of 9 epochs; search.halving lets only the best cells of each rung go on");
    assertThat(
            body(experiment + "/sweep")
                .path("cells")
                .valueStream()
                .map(cell -> cell.path("count").asInt()))
        .containsExactlyInAnyOrder(3, 1, 1, 1, 1, 1, 1, 1, 1);
    for (JsonNode cell : body(experiment + "/sweep").path("cells")) {
      assertThat(cell.path("pruned").asBoolean()).isEqualTo(cell.path("epochs").asInt() < 9);
      assertThat(cell.path("finalGap").isNull()).as("only one has come to the end").isTrue();
    }
    assertThat(models.completed(id(experiment)))
        .extracting(trial -> trial.epoch())
        .containsExactly(9, 9, 9);
    assertThat(get(experiment + "/effects").getStatusCode().value()).isEqualTo(409);
  }

  @Test
  void countsNoRungsThatNeverComeWhereAHalvingIsResumedWithEpochsOfItsOwn() {
    engine.hold((plan, epoch) -> epoch == 1);
    String experiment =
        submit(
            """
            {"network":"baseline","training":{"epochs":9},"replicates":3,
             "sweep":{"training.l2":{"from":0.000001,"to":0.001,"scale":"log"}},
             "search":{"samples":3,"halving":{"reduction":3,"firstEpochs":3}}}
            """);
    post(experiment + "/cancel", "");
    assertThat(post(experiment + "/resume", "{\"epochs\":3}").getBody().at("/errors/0").toString())
        .isEqualTo(
            "{\"field\":\"epochs\",\"message\":\"must be more than search.halving.firstEpochs, 3\"}");

    JsonNode resumed = post(experiment + "/resume", "{\"epochs\":9}").getBody();

    assertThat(resumed.at("/progress/epochsTotal").asInt()).isEqualTo(3 * 9);
    assertThat(body("/experiments").at("/items/0/progress/epochsTotal").asInt()).isEqualTo(3 * 9);
  }

  /** Trials that have more epochs than so many. */
  private List<JsonNode> epochs(String experiment, int more) {
    return body(experiment)
        .path("trials")
        .valueStream()
        .filter(trial -> trial.path("epochsTotal").asInt() > more)
        .toList();
  }

  @Test
  void givesTheSameReplicateTheSameSeedInEveryCell() {
    String experiment =
        submit(
            """
            {"network":"baseline","training":{"epochs":1,"seed":7},
             "sweep":{"training.l2":[0.1,0.2],"network.layers[1].units":[8,9]},"replicates":2}
            """);
    JsonNode trials = body(experiment).path("trials");
    assertThat(trials.size()).isEqualTo(8);
    assertThat(trials.path(5).path("parameters").toString())
        .isEqualTo("{\"training.l2\":0.2,\"network.layers[1].units\":8}");
    assertThat(trials.valueStream().map(trial -> trial.path("seed").asInt()))
        .containsExactly(7, 8, 7, 8, 7, 8, 7, 8);
    awaitStatus(experiment, "COMPLETED");

    JsonNode trial = body(experiment + "/trials/6");
    assertThat(trial.path("spec").path("training").path("l2").asDouble()).isEqualTo(0.2);
    assertThat(trial.path("spec").path("training").path("seed").asInt()).isEqualTo(8);
    assertThat(trial.path("spec").path("network").path("layers").path(1).path("units").asInt())
        .isEqualTo(8);
    assertThat(trial.path("provenance").path("engine").asString()).isEqualTo("dl4j");
    assertThat(trial.path("attempts").size()).isEqualTo(1);
  }

  @Test
  void showsAnEpochAsSoonAsItEnds() {
    engine.holdInEpoch(3);
    String experiment = submit("{\"network\":\"baseline\",\"training\":{\"epochs\":4}}");

    JsonNode running = awaitEpochs(experiment, 2);
    engine.release();

    assertThat(running.path("status").asString()).isEqualTo("RUNNING");
    assertThat(running.path("progress").path("fraction").asDouble()).isEqualTo(0.5);
    assertThat(running.path("progress").path("etaSeconds").isNumber()).isTrue();
    awaitStatus(experiment, "COMPLETED");
  }

  @Test
  void sparesTheOthersWhenOneTrialFails() {
    engine.play(
        (plan, epoch, batch) -> {
          if (plan.training().l2() > 0 && epoch == 2) {
            throw TrainingFailed.nonFiniteLoss(epoch, batch, plan.training());
          }
        });
    String experiment =
        submit(
            "{\"network\":\"baseline\",\"training\":{\"epochs\":2},\"sweep\":{\"training.l2\":[0,0.1]}}");
    JsonNode failed = awaitStatus(experiment, "FAILED");

    assertThat(failed.path("reason").asString()).contains("learning rate 0.1", "epoch 2");
    assertThat(failed.path("trials").path(0).path("status").asString()).isEqualTo("COMPLETED");
    assertThat(failed.path("trials").path(1).path("status").asString()).isEqualTo("FAILED");
    assertThat(failed.path("trials").path(1).path("epochsCompleted").asInt()).isEqualTo(1);
  }

  @Test
  void saysWhatHelpsWhenMemoryRunsOutAndHidesWhatOnlyTheLogMaySay() {
    engine.play(
        (plan, epoch, batch) -> {
          throw new OutOfMemoryError("Java heap space");
        });
    assertThat(awaitStatus(submit(FAST), "FAILED").path("reason").asString())
        .contains("ran out of memory", "-Xmx");

    engine.play(
        (plan, epoch, batch) -> {
          throw new IllegalStateException("secret detail");
        });
    assertThat(awaitStatus(submit(FAST), "FAILED").path("reason").asString())
        .contains("IllegalStateException")
        .doesNotContain("secret detail");
  }

  @Test
  void keepsWhatTrainedTheEpochsSoFarWhereItsEngineIsGone() {
    engine.play(
        (plan, epoch, batch) -> {
          if (epoch == 2) {
            throw new EngineUnavailable("the card is gone");
          }
        });
    String experiment = submit(FAST);
    JsonNode waiting =
        await()
            .atMost(Duration.ofSeconds(60))
            .until(() -> body(experiment + "/trials/1"), trial -> trial.path("note").isString());

    assertThat(waiting.path("status").asString()).isEqualTo("QUEUED");
    assertThat(waiting.path("note").asString()).contains("the card is gone");
    assertThat(waiting.path("attempts").size()).isEqualTo(1);
    long id = Long.parseLong(experiment.substring(experiment.lastIndexOf('/') + 1));
    assertThat(models.find(id, 1, ModelEpoch.LAST).engine()).isEqualTo(engine.name());
  }

  @Test
  void saysWhichEpochsATrialTrainsAgainForTheStateThatWasNotKept() {
    String experiment = submit(FAST);
    awaitStatus(experiment, "COMPLETED");
    engine.holdInEpoch(1);
    post(experiment + "/resume", "{\"epochs\":5}");
    JsonNode again = awaitStatus(experiment, "RUNNING");

    String note =
        "trains its first 3 epochs again, to the same bits, since the optimizer's state was not kept";
    assertThat(again.at("/trials/0/note").asString()).isEqualTo(note);
    assertThat(body(experiment + "/trials/1").path("note").asString()).isEqualTo(note);
    // Five epochs of 0.01 seconds, of which one may be about to end.
    assertThat(again.at("/progress/etaSeconds").asDouble()).isBetween(0.039, 0.051);

    engine.release();
    assertThat(awaitStatus(experiment, "COMPLETED").at("/trials/0/note").isNull()).isTrue();
  }

  /** Sooner than the minute after which it is due wherever it stands. */
  @Test
  void triesATrialAgainAsSoonAsItHasItsPlaceAgain() {
    engine.play(
        (plan, epoch, batch) -> {
          throw new EngineUnavailable("the card is gone");
        });
    String experiment = submit(FAST);
    await().until(() -> body(experiment + "/trials/1").path("note").isString());
    Instant queued = Instant.parse(body(experiment).path("createdAt").asString());
    await().until(() -> body(experiment).path("status").asString().equals("QUEUED"));
    engine.release();

    await()
        .untilAsserted(
            () -> {
              queue.putBack(TrialTask.parse(id(experiment) + "/1/1"), queued);
              assertThat(body(experiment).path("status").asString()).isEqualTo("COMPLETED");
            });
  }

  @Test
  void keepsTheBestEpochBesideTheLast() {
    for (String metric : List.of("accuracy", "loss")) {
      String experiment =
          submit(
              """
              {"network":"baseline","replicates":3,"training":{"epochs":9,
               "earlyStopping":{"metric":"%s","patience":9}}}"""
                  .formatted(metric));
      JsonNode done = awaitStatus(experiment, "COMPLETED");
      for (JsonNode shown : done.path("trials")) {
        Trial trial =
            trials
                .findByExperimentIdAndNumber(done.path("id").asLong(), shown.path("trial").asInt())
                .orElseThrow();
        assertThat(shown.path("best").path("epoch").asInt()).isEqualTo(trial.bestEpoch());
        // The scripted engine's accuracy and its only parameter are one number.
        assertThat(checkpoints.best(trial.id(), trial.bestEpoch()).orElseThrow().parameters()[0])
            .isEqualTo(
                (float) Math.rint(shown.path("best").path("validationAccuracy").asDouble() * 9973));
        assertThat(checkpoints.latest(trial.id()).orElseThrow().epoch()).isEqualTo(9);
      }
    }
  }

  @Test
  void trainsAgainFromTheBeginningToTheSameBitsIfACheckpointIsDamaged() {
    String request = "{\"network\":\"baseline\",\"training\":{\"epochs\":4}}";
    JsonNode undisturbed = epochs(awaitDone(submit(request)));
    for (String column : List.of("parameters", "updater_state", "unaveraged")) {
      engine.holdInEpoch(3);
      String experiment = submit(request);
      awaitEpochs(experiment, 2);
      post(experiment + "/cancel", "");
      engine.release();
      damage(column, experiment);
      Set<Integer> trained = ConcurrentHashMap.newKeySet();
      engine.play((plan, epoch, batch) -> trained.add(epoch));
      post(experiment + "/resume", "");

      assertThat(epochs(awaitDone(experiment))).isEqualTo(undisturbed);
      assertThat(trained).containsExactlyInAnyOrder(1, 2, 3, 4);
      assertThat(get(experiment + "/trials/1/evaluation").getStatusCode().value()).isEqualTo(200);
    }
  }

  @Test
  void saysThatAModelIsDamagedInsteadOfUsingIt() {
    String experiment = awaitDone(submit("{\"network\":\"baseline\"}"));
    damage("parameters", experiment);

    ResponseEntity<JsonNode> answer = get(experiment + "/trials/1/model");
    assertThat(answer.getStatusCode().value()).isEqualTo(503);
    assertThat(answer.getBody().path("detail").asString())
        .contains("the model of trial 1", "is damaged", "checksum of its parameters after epoch");
  }

  private String awaitDone(String experiment) {
    awaitStatus(experiment, "COMPLETED");
    return experiment;
  }

  private JsonNode epochs(String experiment) {
    return body(experiment + "/curves").at("/trials/0/epochs");
  }

  /** Changes a bit of it where it is stored. */
  private void damage(String column, String experiment) {
    long id = body(experiment).path("id").asLong();
    String condition = " where trial_id = (select id from trial where experiment_id = ?)";
    byte[] stored =
        jdbc.sql("select %s from checkpoint".formatted(column) + condition)
            .param(id)
            .query(byte[].class)
            .single();
    stored[0] ^= 1;
    jdbc.sql("update checkpoint set %s = ?".formatted(column) + condition)
        .params(stored, id)
        .update();
  }

  @Test
  void deletesARunningExperimentWithAllItRecorded() {
    engine.holdInEpoch(2);
    String experiment = submit(FAST);
    awaitEpochs(experiment, 1);

    assertThat(call(HttpMethod.DELETE, experiment, "").getStatusCode().value()).isEqualTo(204);
    assertThat(get(experiment).getStatusCode().value()).isEqualTo(404);
    engine.release();
    assertThat(call(HttpMethod.DELETE, experiment, "").getStatusCode().value()).isEqualTo(404);
    awaitStatus(submit(FAST), "COMPLETED");
  }

  @Test
  void keepsTheModelAloneOfACompletedTrialAndSaysWhatIsOnDisk() {
    JsonNode before = body("/storage");
    awaitStatus(submit(FAST), "COMPLETED");
    engine.holdInEpoch(2);
    awaitEpochs(submit(FAST), 1);

    JsonNode storage = body("/storage");
    engine.release();

    // The engine's checkpoints have one parameter, one number of updater state and one parameter to
    // go on from; of a completed trial the parameters of the last epoch and of the best one are
    // kept.
    assertThat(more(storage, before, "models", "count")).isEqualTo(1);
    assertThat(more(storage, before, "models", "bytes")).isEqualTo(8);
    assertThat(more(storage, before, "checkpoints", "count")).isEqualTo(1);
    assertThat(more(storage, before, "checkpoints", "bytes")).isEqualTo(12);
    assertThat(storage.path("databaseBytes").asLong()).isGreaterThan(10_000);
  }

  private static long more(JsonNode now, JsonNode before, String kept, String figure) {
    return now.path(kept).path(figure).asLong() - before.path(kept).path(figure).asLong();
  }

  @Test
  void leavesNoRowBehindWhenAllIsDeleted() {
    awaitStatus(submit(FAST), "COMPLETED");
    engine.holdInEpoch(2);
    awaitEpochs(submit(FAST), 1);
    submit(FAST.replace("}}", "},\"replicates\":5}"));

    body("/experiments?size=200")
        .path("items")
        .forEach(item -> call(HttpMethod.DELETE, "/experiments/" + item.path("id"), ""));
    engine.release();

    await()
        .untilAsserted(
            () -> assertThat(rows()).isNotEmpty().allSatisfy((t, n) -> assertThat(n).isZero()));
  }

  /** The number of rows by table; but for a day it is remembered that something was deleted. */
  private Map<String, Long> rows() {
    return jdbc
        .sql(
            "select table_name from information_schema.tables where lower(table_schema) = 'public' and lower(table_name) not in ('flyway_schema_history', 'deletion')")
        .query(String.class)
        .list()
        .stream()
        .collect(
            Collectors.toMap(
                Function.identity(),
                table -> jdbc.sql("select count(*) from " + table).query(Long.class).single()));
  }

  @Test
  void staysCalmWhenAnExperimentIsDeletedWhileItsTrialStarts() {
    engine.holdInEpoch(1);
    String experiment = submit(FAST);
    awaitStatus(experiment, "RUNNING");
    long id = body(experiment).path("id").asLong();
    Trial trial = trials.findByExperimentIdAndNumber(id, 1).orElseThrow();
    TrialSpec spec = specs.trial(experiments.findById(id).orElseThrow(), trial);
    Provenance.Hardware hardware = new Provenance.Hardware("", 1, 1, 1, null);
    // Written as JSON in the middle of the ledger's step.
    Map<String, String> deleting =
        new AbstractMap<>() {
          @Override
          public Set<Entry<String, String>> entrySet() {
            call(HttpMethod.DELETE, experiment, "");
            return Set.of();
          }
        };

    ledger.describe(
        new ClaimedTrial(
            id, 1, trial.id(), trial.attempt(), 0, 3, null, null, trial.deaths(), spec),
        new Provenance(
            "", "", "", "", deleting, new Provenance.DatasetFiles("", "", Map.of()), hardware));

    assertThat(get(experiment).getStatusCode().value()).isEqualTo(404);
  }

  @Test
  void refusesAnEngineThatCannotTrainWithWhatToDo() {
    assertRefused(
        "{\"network\":\"baseline\",\"training\":{\"engine\":\"fused\"}}", "training.engine");
    ResponseEntity<JsonNode> swept =
        post(
            "/experiments",
            "{\"network\":\"baseline\",\"sweep\":{\"training.engine\":[\"dl4j\",\"fused\"]}}");
    assertThat(swept.getStatusCode().value()).isEqualTo(400);
    assertThat(swept.getBody().path("detail").asString())
        .contains("training.engine: is fused", "is not there", "ask for auto or dl4j");
  }

  @Test
  void listsExperimentsByPageStatusAndOrder() {
    JsonNode first = awaitStatus(submit(named("aaa")), "COMPLETED");
    JsonNode second = awaitStatus(submit(named("zzz")), "COMPLETED");

    JsonNode page = body("/experiments?size=1");
    assertThat(page.path("items").path(0).path("id")).isEqualTo(second.path("id"));
    assertThat(page.path("totalPages").asLong()).isEqualTo(page.path("totalItems").asLong());
    JsonNode byName = body("/experiments?sort=name,asc&status=COMPLETED&size=200");
    assertThat(byName.path("items").path(0).path("id")).isEqualTo(first.path("id"));
    assertThat(body("/experiments?status=CANCELLED").path("totalItems").asInt()).isZero();
  }

  @Test
  void listsExperimentsByAPartOfTheirName() {
    for (String name : List.of("Weight decay, 50%", "weights_2", "other")) {
      awaitStatus(submit(named(name)), "COMPLETED");
    }
    assertThat(namesLike("WEIGHT")).containsExactly("weights_2", "Weight decay, 50%");
    assertThat(namesLike("weight&status=QUEUED")).isEmpty();
    assertThat(namesLike("decay,%2050%25")).containsExactly("Weight decay, 50%");
    assertThat(namesLike("s_2")).containsExactly("weights_2");
    for (String nothing : List.of("%25", "_", "!", "%00", "%EF%BF%BF")) {
      assertThat(namesLike("w" + nothing + "ight")).isEmpty();
    }
    assertThat(get("/experiments?name=" + "x".repeat(101)).getStatusCode().value()).isEqualTo(400);
  }

  private List<String> namesLike(String name) {
    return body("/experiments?name=" + name)
        .path("items")
        .valueStream()
        .map(item -> item.path("name").asString())
        .toList();
  }

  @Test
  void saysInAListWhatEachIsAndWhatItsAccuracyCanBear() {
    String layers =
        "{\"layers\":[{\"type\":\"flatten\"},{\"type\":\"dense\",\"units\":10,\"activation\":\"softmax\"}]}";
    awaitStatus(submit(FAST), "COMPLETED");
    awaitStatus(
        submit("{\"network\":%s,\"training\":{\"epochs\":1}}".formatted(layers)), "COMPLETED");
    awaitStatus(
        submit(
            """
            {"network":"baseline","training":{"epochs":2,"validation":{"source":"holdout"}},
             "sweep":{"training.validation.fraction":[0.01,0.1,0.5]}}"""),
        "COMPLETED");
    engine.holdInEpoch(1);
    submit(FAST);
    List<JsonNode> items = body("/experiments").path("items").valueStream().toList();
    engine.release();

    assertThat(items)
        .extracting(item -> item.path("dataset").asString())
        .containsOnly("mnist")
        .hasSize(4);
    assertThat(items)
        .extracting(item -> item.path("network").asString(null))
        .containsExactly("baseline", "baseline", null, "baseline");
    assertThat(items.getFirst().path("bestValidationInterval").isNull()).isTrue();
    for (JsonNode item : items.subList(1, 4)) {
      JsonNode best =
          body("/experiments/" + item.path("id"))
              .path("trials")
              .valueStream()
              .max(comparingDouble(trial -> trial.at("/best/validationAccuracy").asDouble()))
              .orElseThrow();
      double accuracy = best.at("/best/validationAccuracy").asDouble();
      int images = best.at("/validation/images").asInt();
      assertThat(item.path("bestValidationAccuracy").asDouble()).isEqualTo(accuracy);
      Interval interval =
          new Proportion((int) Math.round(accuracy * images), images).interval(0.95);
      assertThat(item.at("/bestValidationInterval/from").asDouble()).isEqualTo(interval.from());
      assertThat(item.at("/bestValidationInterval/to").asDouble()).isEqualTo(interval.to());
    }
  }

  @Test
  void refusesWhatItDoesNotKnowWithTheField() {
    assertRefused("{}", "network");
    assertRefused("{\"network\":5}", "network");
    assertThat(post("/experiments", "{\"network\":5}").getBody().path("detail").asString())
        .isEqualTo(
            "network: must be the name of a preset, such as \"baseline\" (GET /networks lists them), or an object with layers, not 5");
    assertRefused("{\"network\":\"nope\"}", "network");
    assertRefused("{\"network\":\"baseline\",\"dataset\":\"nope\"}", "dataset");
    assertRefused("{\"network\":\"baseline\",\"epochs\":3}", "epochs");
    assertRefused("{\"network\":\"baseline\",\"training\":{\"epochs\":0}}", "training.epochs");
    assertRefused("{\"network\":\"baseline\",\"training\":{\"epochs\":1.5}}", "training.epochs");
    assertRefused("{\"network\":\"baseline\",\"training\":{\"x\":1}}", "training.x");
    assertRefused("{\"network\":\"baseline\",\"training\":7}", "training");
    assertRefused(
        "{\"network\":\"baseline\",\"training\":{\"optimizer\":{\"type\":\"adma\"}}}",
        "training.optimizer");
    assertRefused(
        "{\"network\":{\"layers\":[{\"type\":\"flatten\"},{\"type\":\"dense\",\"units\":9,\"activation\":\"softmax\"}]}}",
        "network.layers[1]");
    assertRefused("{\"network\":\"baseline\",\"replicates\":0}", "replicates");
    assertRefused("{\"network\":\"baseline\",\"replicates\":1001}", "replicates");
  }

  @Test
  void refusesASweepThatCannotBeTrainedBeforeAnythingIsQueued() {
    long before = body("/experiments").path("totalItems").asLong();
    assertSweepRefused("{\"training.l3\":[1]}", "sweep.training.l3");
    assertSweepRefused("{\"training.optimizer\":[1]}", "sweep.training.optimizer");
    assertSweepRefused("{\"network.layers[9].units\":[1]}", "sweep.network.layers[9].units");
    assertSweepRefused("{\"training.l2\":[]}", "sweep.training.l2");
    assertSweepRefused("{\"training.l2\":[0.1,\"x\"]}", "sweep.training.l2[1]");
    assertSweepRefused("{\"training.l2\":[0.1,-1]}", "sweep.training.l2[1]");
    assertSweepRefused("{\"training.l2\":[1,0.1,1.0]}", "sweep.training.l2[2]");
    assertSweepRefused("{\"training.seed\":[1,2]}", "sweep.training.seed");
    String thousand =
        "{\"network\":\"baseline\",\"sweep\":{\"training.l2\":[1,2]},\"replicates\":501}";
    assertRefused(thousand, "sweep");
    assertThat(body("/experiments").path("totalItems").asLong()).isEqualTo(before);
  }

  @Test
  void knowsAParameterByOnePathHoweverItIsWritten() {
    assertSweepRefused(
        "{\"network.layers[1].units\":[4,8],\"network.layers.1.units\":[16]}",
        "sweep.network.layers.1.units");
    assertSweepRefused("{\"training.l2\":[0,-0.0]}", "sweep.training.l2[1]");
    assertSweepRefused(
        "{\"network.layers.99999999999.units\":[4]}", "sweep.network.layers.99999999999.units");
    String experiment =
        submit(
            "{\"network\":\"baseline\",\"training\":{\"epochs\":1},\"sweep\":{\"network.layers.01.units\":[4]}}");
    JsonNode done = awaitStatus(experiment, "COMPLETED");

    assertThat(done.path("spec").path("sweep").toString())
        .isEqualTo("{\"network.layers[1].units\":[4]}");
    assertThat(done.path("trials").path(0).path("parameters").toString())
        .isEqualTo("{\"network.layers[1].units\":4}");
  }

  @Test
  void readsAPathThatAFormerVersionStoredAsItWasWritten() {
    String experiment =
        submit(
            "{\"network\":\"baseline\",\"training\":{\"epochs\":1},\"sweep\":{\"network.layers[1].units\":[4]}}");
    awaitStatus(experiment, "COMPLETED");
    jdbc.sql("update trial set parameters = replace(parameters, 'layers[1]', 'layers.1')").update();
    jdbc.sql("update experiment set spec = replace(spec, 'layers[1]', 'layers.1')").update();

    JsonNode layers = body(experiment + "/trials/1").path("spec").path("network").path("layers");
    assertThat(layers.path(1).path("units").asInt()).isEqualTo(4);
    assertThat(body(experiment + "/sweep").path("parameters").toString())
        .isEqualTo("[\"network.layers.1.units\"]");
  }

  @Test
  void refusesNamesThatNoDatabaseOrPictureCanHold() {
    for (String text : List.of("a\\u0000b", "a\\u0001b", "\\ud83d", "a\\uffffb", "\\t", " ")) {
      assertRefused("{\"network\":\"baseline\",\"name\":\"%s\"}".formatted(text), "name");
      assertRefused(
          "{\"network\":\"baseline\",\"reference\":{\"label\":\"%s\",\"value\":0.5}}"
              .formatted(text),
          "reference.label");
      assertRefused("{\"network\":\"baseline\",\"dataset\":\"%s\"}".formatted(text), "dataset");
    }
    JsonNode trains = body(submit("{\"network\":\"baseline\",\"name\":\"手写 🚂 ١\"}"));
    assertThat(trains.path("name").asString()).isEqualTo("手写 🚂 ١");
  }

  @Test
  void refusesBodiesThatAreNullOrThatNobodyReads() {
    engine.holdInEpoch(1);
    String experiment = submit(FAST);
    for (String call : List.of("/experiments", "/networks/summary", "/studies")) {
      assertThat(detail(post(call, "null"))).isEqualTo("body: must be an object, not null");
    }
    assertThat(detail(post(experiment + "/resume", "null"))).contains("not null");
    for (String call : List.of("/cancel", "/verify")) {
      assertThat(detail(post(experiment + call, "{\"epochs\":60}")))
          .isEqualTo("body: is not read here; send the request without one");
    }
    assertThat(post(experiment + "/cancel", "{}").getStatusCode().value()).isEqualTo(200);
  }

  private static String detail(ResponseEntity<JsonNode> answer) {
    assertThat(answer.getStatusCode().value()).as("%s", answer).isEqualTo(400);
    return answer.getBody().path("detail").asString();
  }

  @Test
  void refusesUnknownIdsPagesAndOrders() {
    assertThat(get("/experiments?page=10737419&size=200").getStatusCode().value()).isEqualTo(400);
    assertThat(body("/experiments?page=1000000&size=200").path("items").size()).isZero();
    assertThat(get("/experiments/999999").getStatusCode().value()).isEqualTo(404);
    assertThat(get("/experiments/x").getStatusCode().value()).isEqualTo(400);
    assertThat(get("/experiments?size=0").getStatusCode().value()).isEqualTo(400);
    assertThat(get("/experiments?sort=spec").getStatusCode().value()).isEqualTo(400);
    assertThat(get("/experiments?status=NOPE").getStatusCode().value()).isEqualTo(400);
    String experiment = submit(FAST);
    assertThat(get(experiment + "/trials/2").getStatusCode().value()).isEqualTo(404);
    awaitStatus(experiment, "COMPLETED");
  }

  private static String named(String name) {
    return "{\"name\":\"%s\",\"network\":\"baseline\",\"training\":{\"epochs\":1}}".formatted(name);
  }

  private void assertSweepRefused(String sweep, String field) {
    assertRefused("{\"network\":\"baseline\",\"sweep\":%s}".formatted(sweep), field);
  }

  private void assertRefused(String request, String field) {
    ResponseEntity<JsonNode> answer = post("/experiments", request);
    assertThat(answer.getStatusCode().value()).as("%s: %s", request, answer).isEqualTo(400);
    assertThat(answer.getBody().path("errors").path(0).path("field").asString())
        .as("%s: %s", request, answer.getBody())
        .isEqualTo(field);
  }

  @Test
  void failsATrialWhoseStoredSpecCannotBeRead() {
    String broken = queuedBehindOthers();
    long id = id(broken);
    jdbc.sql("update experiment set spec = '{\"name\":1' where id = ?").param(id).update();

    engine.release();

    awaitFailed(id);
    assertThat(reason(id)).startsWith("what is stored of the experiment cannot be read");
    assertThat(get(broken).getStatusCode().value()).isEqualTo(409);
    assertThat(get(broken).getBody().path("detail").asString()).contains("cannot be read");
    assertThat(call(HttpMethod.DELETE, broken, "").getStatusCode().value()).isEqualTo(204);
  }

  @Test
  void failsATrialWhoseParametersLeadNowhereInsteadOfTryingForEver() {
    String broken = queuedBehindOthers();
    long id = id(broken);
    jdbc.sql("update trial set parameters = '{\"training.seed.deep\":1}' where experiment_id = ?")
        .param(id)
        .update();

    engine.release();

    awaitFailed(id);
    assertThat(reason(id)).contains("cannot be read by this version", "training.seed.deep");
  }

  /** An experiment that waits because others have all the slots, until the engine is released. */
  private String queuedBehindOthers() {
    engine.holdInEpoch(1);
    String first = submit("{\"network\":\"baseline\",\"replicates\":2,\"priority\":1}");
    awaitStatus(first, "RUNNING");
    return submit(FAST);
  }

  private long id(String experiment) {
    return body(experiment).path("id").asLong();
  }

  private void awaitFailed(long id) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                jdbc.sql("select status from experiment where id = ?")
                    .param(id)
                    .query(String.class)
                    .single(),
            "FAILED"::equals);
  }

  private String reason(long id) {
    return jdbc.sql("select reason from trial where experiment_id = ?")
        .param(id)
        .query(String.class)
        .single();
  }
}
