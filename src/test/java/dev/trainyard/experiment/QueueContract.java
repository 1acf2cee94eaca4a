package dev.trainyard.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trainyard.engine.TrainingFailed;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.JsonNode;

/** What the queue promises, whichever database is behind it. */
@NullUnmarked
abstract class QueueContract extends ServiceTest {
  private static final String SWEEP =
      """
      {"network":"baseline","training":{"epochs":3},
       "sweep":{"training.l2":[0.1,0.2]},"replicates":2}
      """;

  @Test
  void trainsFirstWhatHasPriorityAndThenWhatCameFirst() {
    engine.holdInEpoch(1);
    String first = submit(SWEEP);
    await().until(() -> running(first) == 2);
    String second = submit(SWEEP.replace(":3", ":4"));
    String urgent =
        submit(SWEEP.replace(":3", ":5").replace("{\"network", "{\"priority\":1,\"network"));

    engine.hold((plan, epoch) -> plan.training().epochs() != 3);
    await().until(() -> running(urgent) == 2);
    assertThat(running(first) + running(second)).isZero();
    engine.hold((plan, epoch) -> plan.training().epochs() == 4);
    await().until(() -> running(second) == 2);
    assertThat(body(first).path("status").asString()).isEqualTo("COMPLETED");
    engine.release();
    awaitStatus(second, "COMPLETED");
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 1})
  void goesOnWhenTheClockIsSetByAnHour(long hours) {
    String undisturbed = submit(SWEEP);
    awaitStatus(undisturbed, "COMPLETED");

    engine.holdInEpoch(2);
    String experiment = submit(SWEEP);
    awaitEpochs(experiment, 2);
    clock.set(Duration.ofHours(hours));
    String later = submit(SWEEP);
    engine.release();

    awaitStatus(experiment, "COMPLETED");
    awaitStatus(later, "COMPLETED");
    assertThat(finals(experiment)).isEqualTo(finals(undisturbed)).isEqualTo(finals(later));
  }

  @Test
  void cancelsRunningAndWaitingTrialsAndKeepsTheirEpochs() {
    AtomicInteger batchesAfterCancel = new AtomicInteger();
    engine.holdInEpoch(2);
    String experiment = submit(SWEEP);
    awaitEpochs(experiment, 2);

    ResponseEntity<JsonNode> cancelled = post(experiment + "/cancel", "");
    engine.play((plan, epoch, batch) -> batchesAfterCancel.incrementAndGet());

    assertThat(cancelled.getStatusCode().value()).isEqualTo(200);
    assertThat(cancelled.getBody().path("status").asString()).isEqualTo("CANCELLED");
    assertThat(cancelled.getBody().path("progress").path("epochsCompleted").asInt()).isEqualTo(2);
    assertThat(post(experiment + "/cancel", "").getStatusCode().value()).isEqualTo(200);
  }

  @Test
  void changesNothingWhenItIsCancelledTwiceAlsoBesideATrialThatFailed() {
    engine.hold(
        (plan, epoch) -> {
          if (plan.training().l2() == 0.1) {
            throw new TrainingFailed("broken on purpose");
          }
          return true;
        });
    String experiment = submit(SWEEP);
    String waiting = submit(SWEEP);
    await().until(() -> running(experiment) == 2);
    await().until(() -> body(experiment).at("/trials/1/status").asString().equals("FAILED"));

    for (String one : List.of(experiment, waiting)) {
      JsonNode cancelled = post(one + "/cancel", "").getBody();
      ResponseEntity<JsonNode> again = post(one + "/cancel", "");

      assertThat(again.getStatusCode().value()).isEqualTo(200);
      assertThat(again.getBody()).isEqualTo(cancelled);
    }
  }

  @Test
  void cancelsWhatHasNotStarted() {
    engine.holdInEpoch(1);
    String first = submit(SWEEP);
    await().until(() -> running(first) == 2);
    String waiting = submit(SWEEP);

    JsonNode cancelled = post(waiting + "/cancel", "").getBody();

    assertThat(cancelled.path("status").asString()).isEqualTo("CANCELLED");
    assertThat(cancelled.path("startedAt").isNull()).isTrue();
    assertThat(cancelled.path("finishedAt").isNull()).isFalse();
  }

  @Test
  void goesOnAfterACancelAsIfNothingHadHappened() {
    String undisturbed = submit(SWEEP);
    awaitStatus(undisturbed, "COMPLETED");

    engine.holdInEpoch(2);
    String experiment = submit(SWEEP);
    awaitEpochs(experiment, 2);
    post(experiment + "/cancel", "");
    engine.release();
    ResponseEntity<JsonNode> resumed = post(experiment + "/resume", "");

    assertThat(resumed.getStatusCode().value()).isEqualTo(202);
    awaitStatus(experiment, "COMPLETED");
    assertThat(finals(experiment)).isEqualTo(finals(undisturbed));
    assertThat(body(experiment + "/trials/1").path("attempts").size()).isEqualTo(2);
  }

  @Test
  void asksTheModelAgainWhereWhatItSaidIsDamaged() {
    String experiment = submit(SWEEP);
    awaitStatus(experiment, "COMPLETED");
    JsonNode before = body(experiment + "/trials/1/confusion-matrix");
    for (long trial : jdbc.sql("select trial_id from prediction").query(Long.class).list()) {
      byte[] packed =
          jdbc.sql("select packed from prediction where trial_id = ? limit 1")
              .param(trial)
              .query(byte[].class)
              .single();
      packed[packed.length / 2] ^= 1;
      jdbc.sql("update prediction set packed = ? where trial_id = ?")
          .params(packed, trial)
          .update();
    }

    assertThat(body(experiment + "/trials/1/confusion-matrix")).isEqualTo(before);
  }

  @Test
  void goesOnWithMoreEpochsAsIfTheyHadBeenAskedForAtOnce() {
    String long5 = submit(SWEEP.replace("3}", "5}"));
    String extended = submit(SWEEP);
    awaitStatus(extended, "COMPLETED");

    assertThat(post(extended + "/resume", "{\"epochs\":5}").getStatusCode().value()).isEqualTo(202);
    awaitStatus(extended, "COMPLETED");
    awaitStatus(long5, "COMPLETED");

    assertThat(finals(extended)).isEqualTo(finals(long5));
    assertThat(body(extended).path("spec").path("training").path("epochs").asInt()).isEqualTo(5);
  }

  @Test
  void stopsEarlyWhereAnUndisturbedTrainingDoes() {
    String request =
        """
        {"network":"baseline","training":{"epochs":60,"earlyStopping":{"patience":4}},"replicates":2}
        """;
    String undisturbed = submit(request);
    JsonNode expected = awaitStatus(undisturbed, "COMPLETED");

    engine.holdInEpoch(3);
    String experiment = submit(request);
    awaitEpochs(experiment, 4);
    post(experiment + "/cancel", "");
    engine.release();
    post(experiment + "/resume", "");
    JsonNode done = awaitStatus(experiment, "COMPLETED");

    for (int trial = 0; trial < 2; trial++) {
      assertThat(done.path("trials").path(trial).path("stoppedEarly").asBoolean()).isTrue();
      for (String figure : List.of("epochsCompleted", "epochsTotal", "best", "final")) {
        assertThat(done.path("trials").path(trial).path(figure))
            .isEqualTo(expected.path("trials").path(trial).path(figure));
      }
    }
  }

  @Test
  void refusesWhatDoesNotGoWithTheState() {
    engine.holdInEpoch(1);
    String experiment = submit(SWEEP);
    assertConflict(post(experiment + "/resume", ""), "only one that has ended can be resumed");
    engine.release();
    awaitStatus(experiment, "COMPLETED");

    assertConflict(post(experiment + "/cancel", ""), "is COMPLETED");
    assertConflict(post(experiment + "/resume", ""), "more epochs than its 3");
    assertConflict(post(experiment + "/resume", "{\"epochs\":3}"), "more epochs");
    assertThat(post(experiment + "/resume", "{\"epochs\":2}").getStatusCode().value())
        .isEqualTo(400);
    assertThat(post(experiment + "/resume", "{\"epoch\":9}").getStatusCode().value())
        .isEqualTo(400);
    assertThat(post("/experiments/999999/cancel", "").getStatusCode().value()).isEqualTo(404);
    assertThat(post("/experiments/999999/resume", "").getStatusCode().value()).isEqualTo(404);
  }

  /** Its specification may be posted again as it stands. */
  @Test
  void refusesToGoOnWithEpochsThatItsTrialsCannotHave() {
    engine.holdInEpoch(1);
    String averaged =
        submit(
            """
            {"network":"baseline","training":{"epochs":20,"averaging":{}},
             "sweep":{"training.averaging.fromEpoch":[5,15]}}
            """);
    post(averaged + "/cancel", "");

    ResponseEntity<JsonNode> short10 = post(averaged + "/resume", "{\"epochs\":10}");
    assertThat(short10.getStatusCode().value()).isEqualTo(400);
    assertThat(short10.getBody().at("/errors/0/field").asString()).isEqualTo("epochs");
    assertThat(short10.getBody().at("/errors/0/message").asString())
        .isEqualTo(
            "must be at least 15, the epoch from which training.averaging takes the average");
    assertThat(post(averaged + "/resume", "{\"epochs\":15}").getStatusCode().value())
        .isEqualTo(202);
  }

  @Test
  void retriesAFailedTrialFromItsLastEpochWhenItIsResumed() {
    engine.play(
        (plan, epoch, batch) -> {
          if (epoch == 2) {
            throw new IllegalStateException("broken on purpose");
          }
        });
    String experiment = submit(SWEEP);
    awaitStatus(experiment, "FAILED");
    ConcurrentHashMap<Integer, Boolean> epochs = new ConcurrentHashMap<>();
    engine.play((plan, epoch, batch) -> epochs.put(epoch, true));
    post(experiment + "/resume", "");

    JsonNode done = awaitStatus(experiment, "COMPLETED");
    assertThat(done.path("reason").isNull()).isTrue();
    assertThat(epochs.keySet()).containsExactlyInAnyOrder(2, 3);
  }

  @Test
  void queuesTheSameRequestOnceHoweverOftenItComes() {
    long before = body("/experiments").path("totalItems").asLong();
    ResponseEntity<JsonNode> first = postWithKey("one-key", SWEEP);
    ResponseEntity<JsonNode> again = postWithKey("one-key", SWEEP);
    ResponseEntity<JsonNode> other = postWithKey("one-key", SWEEP.replace("0.2", "0.3"));

    assertThat(first.getStatusCode().value()).isEqualTo(202);
    assertThat(again.getStatusCode().value()).isEqualTo(202);
    assertThat(again.getHeaders().getLocation()).isEqualTo(first.getHeaders().getLocation());
    assertConflict(other, "another request");
    assertThat(body("/experiments").path("totalItems").asLong()).isEqualTo(before + 1);

    call(HttpMethod.DELETE, first.getHeaders().getLocation().getPath(), "");
    assertConflict(postWithKey("one-key", SWEEP), "deleted");
  }

  @Test
  void knowsARequestAgainThatIsWrittenInAnotherWay() {
    ResponseEntity<JsonNode> first =
        postWithKey("same", "{\"network\":\"baseline\",\"training\":{\"epochs\":1,\"l2\":0.5}}");
    ResponseEntity<JsonNode> again =
        postWithKey(
            "same",
            "{\"training\":{\"l2\":5e-1,\"epochs\":1},\"priority\":0,\"network\":\"baseline\"}");

    assertThat(again.getStatusCode().value()).isEqualTo(202);
    assertThat(again.getHeaders().getLocation()).isEqualTo(first.getHeaders().getLocation());
  }

  @Test
  void estimatesWithoutQueueing() {
    long before = body("/experiments").path("totalItems").asLong();
    String request = SWEEP.replace("baseline", "hinton-500-300");
    JsonNode calibrated = post("/experiments?dryRun=true", request).getBody();

    assertThat(calibrated.path("trials").asInt()).isEqualTo(4);
    assertThat(calibrated.path("cells").asInt()).isEqualTo(2);
    assertThat(calibrated.path("parameters").asInt()).isEqualTo(545_810);
    assertThat(calibrated.path("estimatedSeconds").isNumber()).isTrue();
    assertThat(calibrated.path("basis").asString()).contains("for a moment");
    assertThat(body("/experiments").path("totalItems").asLong()).isEqualTo(before);

    engine.playInPairs();
    awaitStatus(submit(request), "COMPLETED");
    engine.release();
    JsonNode measured = post("/experiments?dryRun=true", request).getBody();
    assertThat(measured.path("basis").asString()).contains("earlier trials");
    // Four trials of three epochs of 0.01 seconds, two at a time.
    assertThat(measured.path("estimatedSeconds").asDouble()).isEqualTo(0.06);

    String augmented =
        request.replace("{\"epochs\":3", "{\"epochs\":3,\"augmentation\":{\"shift\":2}");
    assertThat(post("/experiments?dryRun=true", augmented).getBody().path("basis").asString())
        .as("augmentation takes time")
        .contains("for a moment");
    String lone = "{\"network\":\"hinton-500-300\",\"training\":{\"epochs\":3}}";
    assertThat(post("/experiments?dryRun=true", lone).getBody().path("basis").asString())
        .as("a lone trial has more cores than two have")
        .contains("for a moment");
  }

  @Test
  void saysWhyItCannotEstimate() {
    engine.play(
        (plan, epoch, batch) -> {
          throw new TrainingFailed("the loss became infinite");
        });
    ResponseEntity<JsonNode> answer =
        post(
            "/experiments?dryRun=true",
            "{\"network\":\"baseline\",\"training\":{\"batchSize\":7}}");

    assertThat(answer.getStatusCode().value()).isEqualTo(200);
    assertThat(answer.getBody().path("estimatedSeconds").isNull()).isTrue();
    assertThat(answer.getBody().path("basis").asString())
        .isEqualTo("nothing could be measured: the loss became infinite");
  }

  @Test
  void tellsAllThatHappensFromTheBeginningOrFromTheLastEventThatIsKnown() throws Exception {
    engine.holdInEpoch(2);
    String experiment = submit("{\"network\":\"baseline\",\"training\":{\"epochs\":2}}");
    awaitEpochs(experiment, 1);
    CompletableFuture<List<String>> watched = watch(experiment, "Accept: text/event-stream");
    engine.release();

    List<String> lines = watched.get(20, TimeUnit.SECONDS);
    assertThat(lines.stream().filter(line -> line.startsWith("event:")))
        .containsExactly(
            "event:experiment",
            "event:trial",
            "event:experiment",
            "event:epoch",
            "event:epoch",
            "event:trial",
            "event:experiment");
    assertThat(lines.stream().filter(line -> line.startsWith("id:")))
        .containsExactly("id:1", "id:2", "id:3", "id:4", "id:5", "id:6", "id:7");
    assertThat(lines)
        .contains("data:{\"status\":\"COMPLETED\"}")
        .anyMatch(line -> line.startsWith("data:{\"trial\":1,\"epoch\":2,\"trainLoss\":"));

    assertThat(
            watch(experiment, "Accept: text/event-stream", "Last-Event-ID: 6")
                .get(20, TimeUnit.SECONDS))
        .containsExactly("id:7", "event:experiment", "data:{\"status\":\"COMPLETED\"}", "");
    assertThat(
            watch(experiment, "Accept: text/event-stream", "Last-Event-ID: 7")
                .get(20, TimeUnit.SECONDS))
        .isEmpty();
    assertThat(get("/experiments/999999/events").getStatusCode().value()).isEqualTo(404);
  }

  @Test
  void drawsAProgressBarForPeople() throws Exception {
    String experiment = submit("{\"network\":\"baseline\",\"training\":{\"epochs\":2}}");
    awaitStatus(experiment, "COMPLETED");

    List<String> lines = watch(experiment, "Accept: text/plain").get(20, TimeUnit.SECONDS);
    assertThat(lines.get(3))
        .startsWith(
            "[###############---------------]  50%  trial 1, epoch 1: validation accuracy ");
    assertThat(lines.getLast()).isEqualTo("[##############################] 100%  COMPLETED");
  }

  private CompletableFuture<List<String>> watch(String experiment, String... headers) {
    Stream<String> lines = service.lines(experiment + "/events", headers);
    return CompletableFuture.supplyAsync(lines::toList);
  }

  private int running(String experiment) {
    return (int)
        body(experiment)
            .path("trials")
            .valueStream()
            .filter(trial -> trial.path("status").asString().equals("RUNNING"))
            .count();
  }

  private String finals(String experiment) {
    return body(experiment)
        .path("trials")
        .valueStream()
        .map(t -> t.path("final"))
        .toList()
        .toString();
  }

  private static void assertConflict(ResponseEntity<JsonNode> answer, String reason) {
    assertThat(answer.getStatusCode().value()).as("%s", answer).isEqualTo(409);
    assertThat(answer.getBody().path("detail").asString()).contains(reason);
  }

  private ResponseEntity<JsonNode> postWithKey(String key, String body) {
    return post("/experiments", body, "Idempotency-Key: " + key);
  }
}
