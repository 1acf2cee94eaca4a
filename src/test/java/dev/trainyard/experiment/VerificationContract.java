package dev.trainyard.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.JsonNode;

/** Trials trained again for real, whichever database is behind it. */
@NullUnmarked
abstract class VerificationContract extends ServiceTest {
  private static final String NETWORK =
      """
      "network":{"layers":[{"type":"flatten"},{"type":"dense","units":6,"activation":"relu"},
       {"type":"dropout","rate":0.1},{"type":"dense","units":10,"activation":"softmax"}]}""";

  @BeforeEach
  void trainForReal() {
    engines.trainForReal();
  }

  @Test
  void comesOutIdenticalOnTheSameMachineAndLeavesTheRecordAlone() {
    String experiment =
        train(
            """
            {%s,"training":{"epochs":3,"batchSize":8,"optimizer":{"type":"adam"}},
             "sweep":{"network.layers[1].units":[5,7]},"replicates":2}"""
                .formatted(NETWORK));
    JsonNode before = body(experiment + "/curves");

    ResponseEntity<JsonNode> answer = post(experiment + "/verify?trial=4", "");
    assertThat(answer.getStatusCode().value()).isEqualTo(202);
    assertThat(answer.getBody().path("trial").asInt()).isEqualTo(4);
    assertThat(answer.getBody().path("epochs").asInt()).isEqualTo(3);

    JsonNode done = awaitVerdict(answer);
    assertThat(done.path("identical").asBoolean()).as("%s", done).isTrue();
    assertThat(done.path("epochsIdentical").asInt()).isEqualTo(3);
    assertThat(done.path("firstDifference").isNull()).isTrue();
    assertThat(done.path("changes")).isEmpty();
    assertThat(done.path("verdict").asString())
        .isEqualTo(
            "All epochs came out bit-identical (3 of 3); version, CPU and data are as recorded.");
    assertThat(body(experiment + "/curves")).isEqualTo(before);

    JsonNode again = awaitStatus("/experiments/" + done.path("id"), "COMPLETED");
    assertThat(again.path("name").asString()).endsWith("trial 4 again");
    assertThat(again.at("/spec/network/layers/1/units").asInt()).isEqualTo(7);
    assertThat(again.at("/trials/0/seed")).isEqualTo(before.at("/trials/3/seed"));
  }

  @Test
  void trainsAgainWhatAHalvingStoppedWhichWasNotTheBestOfItsRung() {
    String experiment =
        train(
            """
            {%s,"training":{"epochs":4,"batchSize":8,"schedule":{"type":"cosine"}},
             "sweep":{"training.optimizer.learningRate":{"from":0.0001,"to":1,"scale":"log"}},
             "search":{"samples":8,"halving":{"reduction":2}}}"""
                .formatted(NETWORK));
    List<JsonNode> trials = body(experiment + "/curves").path("trials").valueStream().toList();

    assertThat(trials.stream().map(trial -> trial.path("epochs").size()))
        .containsExactlyInAnyOrder(1, 1, 1, 1, 2, 2, 4, 4);
    for (int rung = 1; rung <= 2; rung++) {
      int epochs = rung;
      assertThat(accuracies(trials, epochs, false).min().orElseThrow())
          .as("the worst that goes on after epoch %d", epochs)
          .isGreaterThanOrEqualTo(accuracies(trials, epochs, true).max().orElseThrow());
    }
    int stopped =
        trials.stream()
            .filter(trial -> trial.path("epochs").size() == 1)
            .mapToInt(trial -> trial.path("trial").asInt())
            .findFirst()
            .orElseThrow();
    JsonNode done = awaitVerdict(post("%s/verify?trial=%d".formatted(experiment, stopped), ""));
    assertThat(done.path("identical").asBoolean()).as("%s", done).isTrue();
    assertThat(
            awaitStatus("/experiments/" + done.path("id"), "COMPLETED")
                .at("/progress/epochsTotal")
                .asInt())
        .isEqualTo(1);

    ResponseEntity<JsonNode> refused = post(experiment + "/resume", "");
    assertThat(refused.getBody().path("detail").asString()).endsWith("ask for 4 epochs");
    post(experiment + "/resume", "{\"epochs\":4}");
    awaitStatus(experiment, "COMPLETED");
    assertThat(
            body(experiment + "/curves")
                .path("trials")
                .valueStream()
                .map(trial -> trial.path("epochs").size()))
        .containsOnly(4)
        .hasSize(8);
    assertThat(
            body(experiment + "/sweep")
                .path("cells")
                .valueStream()
                .map(cell -> cell.path("pruned").asBoolean()))
        .as("all have come as far")
        .containsOnly(false);
  }

  /** The best so far of those that were stopped there, or of those that went on. */
  private static DoubleStream accuracies(List<JsonNode> trials, int epochs, boolean stopped) {
    return trials.stream()
        .filter(
            trial ->
                stopped
                    ? trial.path("epochs").size() == epochs
                    : trial.path("epochs").size() > epochs)
        .mapToDouble(
            trial ->
                trial
                    .path("epochs")
                    .valueStream()
                    .limit(epochs)
                    .mapToDouble(epoch -> epoch.path("validationAccuracy").asDouble())
                    .max()
                    .orElseThrow());
  }

  @Test
  void findsTheFirstEpochAndTheMetricThatDiffer() {
    String experiment = train(4);
    jdbc.sql(
            """
            update epoch set validation_loss = validation_loss * 1.0000000000000002
            where epoch >= 3 and trial_id = (select id from trial where experiment_id = ?)
            """)
        .param(id(experiment))
        .update();

    JsonNode done = awaitVerdict(post(experiment + "/verify", ""));

    assertThat(done.path("identical").asBoolean()).isFalse();
    assertThat(done.path("epochsIdentical").asInt()).isEqualTo(2);
    JsonNode first = done.path("firstDifference");
    assertThat(first.path("epoch").asInt()).isEqualTo(3);
    assertThat(first.path("metrics").findValuesAsString("metric"))
        .containsExactly("validationLoss");
    JsonNode metric = first.path("metrics").path(0);
    assertThat(metric.path("recorded").asDouble()).isNotEqualTo(metric.path("now").asDouble());
    assertThat(done.path("verdict").asString())
        .startsWith("Epoch 3 is the first that did not come out the same: validationLoss was ")
        .endsWith("; version, CPU and data are as recorded.");
  }

  @Test
  void findsAnEpochThatTheRecordLacks() {
    String experiment = train(2);
    jdbc.sql(
            "delete from epoch where epoch = 2 and trial_id = (select id from trial where experiment_id = ?)")
        .param(id(experiment))
        .update();

    JsonNode first = awaitVerdict(post(experiment + "/verify", "")).path("firstDifference");

    assertThat(first.path("epoch").asInt()).isEqualTo(2);
    assertThat(first.path("metrics").size()).isEqualTo(5);
    assertThat(first.at("/metrics/0/recorded").isNull()).isTrue();
  }

  @Test
  void namesTheVersionTheCpuAndTheDataThatHaveChanged() {
    String experiment = train(1);
    JsonNode provenance = body(experiment + "/trials/1").path("provenance");
    String java = provenance.at("/versions/java").asString();
    String cpu = provenance.at("/hardware/cpu").asString();
    String file = provenance.at("/dataset/sha256").propertyNames().iterator().next();
    String sum = provenance.at("/dataset/sha256/" + file).asString();
    replaceInProvenance(experiment, "\"java\":\"" + java, "\"java\":\"24.0.1");
    replaceInProvenance(experiment, "\"cpu\":\"" + cpu, "\"cpu\":\"Another");
    replaceInProvenance(experiment, sum, "0000");
    replaceInProvenance(experiment, "\"card\":null", "\"card\":\"H200\"");

    JsonNode done = awaitVerdict(post(experiment + "/verify", ""));

    assertThat(done.path("identical").asBoolean()).isTrue();
    assertThat(done.path("changes").findValuesAsString("kind"))
        .containsExactly("version", "cpu", "cpu", "data");
    assertThat(done.path("changes").findValuesAsString("name"))
        .containsExactly("java", "cpu", "card", "sha256 of " + file);
    assertThat(done.at("/changes/0/recorded/0").asString()).isEqualTo("24.0.1");
    assertThat(done.at("/changes/0/now/0").asString()).isEqualTo(java);
    assertThat(done.path("verdict").asString())
        .contains("not as recorded: java (24.0.1, now " + java + "), cpu (Another, now ")
        .contains("card (H200, now none)");
  }

  @Test
  void verifiesATrialThatWasMadeLongerAndOneThatStoppedEarly() {
    String longer = train(1);
    JsonNode short1 = awaitVerdict(post(longer + "/verify", ""));
    post(longer + "/resume", "{\"epochs\":3}");
    awaitStatus(longer, "COMPLETED");
    String java = Runtime.version().toString();
    jdbc.sql(
            """
            update attempt set provenance = replace(provenance, ?, ?) where from_epoch > 0
              and trial_id = (select id from trial where experiment_id = ?)
            """)
        .params("\"java\":\"" + java, "\"java\":\"26", id(longer))
        .update();

    JsonNode both = awaitVerdict(post(longer + "/verify", ""));
    assertThat(both.path("identical").asBoolean()).as("%s", both).isTrue();
    assertThat(both.path("epochs").asInt()).isEqualTo(3);
    assertThat(both.at("/changes/0/recorded").toString()).contains("\"26\"", java);
    JsonNode all = body(longer + "/verifications");
    assertThat(all.findValuesAsString("id"))
        .containsExactly(both.path("id").asString(), short1.path("id").asString());
    assertThat(all.path(1).path("identical").asBoolean()).isTrue();
    assertThat(all.path(1).path("changes")).isEmpty();

    String stopped =
        train(
            """
            {%s,"training":{"epochs":50,"validation":{"source":"holdout","fraction":0.25},
             "earlyStopping":{"patience":2,"minimumDelta":100}}}"""
                .formatted(NETWORK));
    JsonNode verdict = awaitVerdict(post(stopped + "/verify", ""));
    assertThat(verdict.path("identical").asBoolean()).isTrue();
    assertThat(verdict.path("epochs").asInt()).isEqualTo(3);
  }

  @Test
  void waitsInTheQueueAndGoesWithItsExperiment() {
    String experiment = train(2);
    List<String> busy = List.of(submit(endless()), submit(endless()));
    busy.forEach(one -> awaitEpochs(one, 1));

    JsonNode queued = post(experiment + "/verify", "").getBody();
    assertThat(queued.path("status").asString()).isEqualTo("QUEUED");
    assertThat(queued.path("identical").isNull()).isTrue();
    assertThat(queued.path("verdict").asString())
        .isEqualTo(
            "Not known yet: the training of now is QUEUED. So far 0 of 2 epochs came out bit-identical.");
    String again = "/experiments/" + queued.path("id");
    post(again + "/cancel", "");
    JsonNode cancelled = body(path(experiment, queued));
    assertThat(cancelled.path("status").asString()).isEqualTo("CANCELLED");
    assertThat(cancelled.path("verdict").asString()).contains("POST " + again + "/resume");
    post(again + "/resume", "");

    assertThat(call(HttpMethod.DELETE, experiment, "").getStatusCode().value()).isEqualTo(204);
    assertThat(get(again).getStatusCode().value()).isEqualTo(404);
    assertThat(get(path(experiment, queued)).getStatusCode().value()).isEqualTo(404);
    assertThat(
            rows("deletion where experiment_id in (%d, %d)".formatted(id(experiment), id(again))))
        .isEqualTo(2);
    assertThat(rows("scheduled_tasks where task_instance like '%d/%%'".formatted(id(again))))
        .isZero();
    busy.forEach(one -> call(HttpMethod.DELETE, one, ""));
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> jdbc.sql("select count(*) from scheduled_tasks").query(Long.class).single() == 0);
  }

  @Test
  void isDeletedAloneAsTheExperimentThatItIs() {
    String experiment = train(1);
    JsonNode done = awaitVerdict(post(experiment + "/verify", ""));

    call(HttpMethod.DELETE, "/experiments/" + done.path("id"), "");

    assertThat(body(experiment + "/verifications")).isEmpty();
    assertThat(get(path(experiment, done)).getBody().path("detail").asString())
        .isEqualTo(
            "experiment %d has no verification %s; GET /experiments/%1$d/verifications lists them"
                .formatted(id(experiment), done.path("id")));
  }

  /** As if this machine, which prefers fused, were not the one that has trained it so far. */
  @Test
  void goesOnAndTrainsAgainWithTheEngineOfTheRecord() {
    String experiment = train("{%s,\"training\":{\"epochs\":1}}".formatted(NETWORK));
    assertThat(provenance(experiment).path("engine").asString()).isEqualTo("fused");
    replaceInProvenance(experiment, "\"engine\":\"fused\"", "\"engine\":\"dl4j\"");

    JsonNode again = awaitVerdict(post(experiment + "/verify", ""));
    assertThat(provenance("/experiments/" + again.path("id")).path("engine").asString())
        .isEqualTo("dl4j");
    assertThat(again.path("changes").valueStream().map(change -> change.path("name").asString()))
        .doesNotContain("engine");

    assertThat(post(experiment + "/resume", "{\"epochs\":2}").getStatusCode().value())
        .isEqualTo(202);
    awaitStatus(experiment, "COMPLETED");
    assertThat(provenance(experiment).path("engine").asString()).isEqualTo("dl4j");
    assertThat(provenance(experiment).path("engineReason").asString())
        .isEqualTo("it has trained the epochs so far");
  }

  private JsonNode provenance(String experiment) {
    return body(experiment + "/trials/1").path("provenance");
  }

  @Test
  void refusesWhatThereIsNotAndWhatHasNotEndedWell() {
    assertRefused("/experiments/999999", 404, "no experiment 999999");
    assertThat(get("/experiments/999999/verifications").getStatusCode().value()).isEqualTo(404);
    String running = submit(endless());
    awaitEpochs(running, 1);
    assertRefused(running, 409, "is RUNNING; only one that is COMPLETED", "wait for its end");
    post(running + "/cancel", "");
    assertRefused(running, 409, "is CANCELLED", "POST " + running + "/resume lets it go on");

    ResponseEntity<JsonNode> noTrial = post(running + "/verify?trial=99", "");
    assertThat(noTrial.getStatusCode().value()).isEqualTo(404);
    ResponseEntity<JsonNode> noNumber = post(running + "/verify?trial=first", "");
    assertThat(noNumber.getStatusCode().value()).isEqualTo(400);
    assertThat(noNumber.getBody().path("detail").asString()).contains("trial");
  }

  private long rows(String of) {
    return jdbc.sql("select count(*) from " + of).query(Long.class).single();
  }

  private void assertRefused(String experiment, int status, String... reasons) {
    ResponseEntity<JsonNode> answer = post(experiment + "/verify", "");
    assertThat(answer.getStatusCode().value()).as("%s", answer).isEqualTo(status);
    assertThat(answer.getBody().path("detail").asString()).contains(reasons);
  }

  private String train(int epochs) {
    return train("{%s,\"training\":{\"epochs\":%d}}".formatted(NETWORK, epochs));
  }

  private String train(String request) {
    String experiment = submit(request);
    awaitStatus(experiment, "COMPLETED");
    return experiment;
  }

  private static String endless() {
    return "{%s,\"training\":{\"epochs\":10000},\"priority\":1}".formatted(NETWORK);
  }

  private JsonNode awaitVerdict(ResponseEntity<JsonNode> verification) {
    assertThat(verification.getStatusCode().value()).as("%s", verification).isEqualTo(202);
    return awaitStatus(verification.getHeaders().getLocation().getPath(), "COMPLETED");
  }

  private void replaceInProvenance(String experiment, String part, String other) {
    int changed =
        jdbc.sql(
                """
                update attempt set provenance = replace(provenance, ?, ?)
                where trial_id = (select id from trial where experiment_id = ?)
                """)
            .params(part, other, id(experiment))
            .update();
    assertThat(changed).isOne();
  }

  private static String path(String experiment, JsonNode verification) {
    return experiment + "/verifications/" + verification.path("id");
  }

  private static long id(String experiment) {
    return Long.parseLong(experiment.substring(experiment.lastIndexOf('/') + 1));
  }
}
