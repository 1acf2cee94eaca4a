package dev.trainyard.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trainyard.engine.TrainingFailed;
import dev.trainyard.experiment.ServiceTest;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** What a study promises, whichever database is behind it. */
@NullUnmarked
abstract class StudyContract extends ServiceTest {
  private static final String QUICK = "{\"template\":\"quick\"}";

  /** The mini-batches of one experiment of the template, in the middle of it. */
  private static final int SMALL_BATCH = 32;

  @Autowired PlatformTransactionManager transactions;
  @Autowired StudySubmissions submissions;

  @BeforeEach
  void awaitAnEmptyQueue() {
    await().until(() -> count("scheduled_tasks") == 0);
  }

  @Test
  void queuesAllExperimentsOfATemplateAndTrainsThemInTheirOrder() {
    ResponseEntity<JsonNode> answer = post("/studies", QUICK);

    assertThat(answer.getStatusCode().value()).isEqualTo(202);
    String path = answer.getHeaders().getLocation().getPath();
    JsonNode queued = answer.getBody();
    assertThat(path).isEqualTo("/studies/" + queued.path("id"));
    assertThat(queued.path("template").asString()).isEqualTo("quick");
    assertThat(queued.path("name").asString()).contains("first look");
    assertThat(texts(queued, "key")).startsWith("baseline", "plain", "weight-decay");
    assertThat(texts(queued, "question")).contains("2.3", "2.4", "3.1");

    JsonNode done = awaitStatus(path, "COMPLETED");
    assertThat(texts(done, "status")).containsOnly("COMPLETED");
    assertThat(done.path("progress").path("fraction").asDouble()).isEqualTo(1);
    assertThat(done.path("progress").path("epochsTotal").asInt())
        .isEqualTo(sumOfExperiments(done, "epochsTotal"))
        .isEqualTo(sumOfExperiments(queued, "epochsTotal"));
    assertThat(done.path("startedAt").isNull()).isFalse();
    assertThat(done.path("finishedAt").isNull()).isFalse();
    List<String> starts =
        experiments(done).map(one -> body(experiment(one)).path("startedAt").asString()).toList();
    assertThat(starts).isSorted();
    assertThat(body("/studies").path("items").path(0)).isEqualTo(done);
  }

  @Test
  void storesAStudyWithItsExperimentsAndTheirTasksInOneTransaction() {
    List<Long> before = counts();
    new TransactionTemplate(transactions)
        .executeWithoutResult(
            status -> {
              submissions.submit(new StudyRequest("quick", null, null, null));
              assertThat(counts()).allMatch(count -> count > 0);
              status.setRollbackOnly();
            });

    assertThat(counts()).isEqualTo(before);
  }

  @Test
  void refusesANameThatNoDatabaseOrReportCanHold() {
    ResponseEntity<JsonNode> refused =
        post("/studies", "{\"template\":\"quick\",\"name\":\"a\\u0000b\"}");
    assertThat(refused.getStatusCode().value()).isEqualTo(400);
    assertThat(refused.getBody().path("errors").path(0).path("field").asString()).isEqualTo("name");
  }

  @Test
  void foretellsItsEndFromTheFirstEpochs() {
    holdSmallBatches();
    String study = submitStudy(QUICK);

    JsonNode running = awaitExperiment(study, "plain", "COMPLETED");

    await()
        .until(() -> body(study).path("progress").path("etaSeconds"), eta -> eta.asDouble(0) > 0);
    assertThat(running.path("status").asString()).isEqualTo("RUNNING");
    assertThat(running.path("finishedAt").isNull()).isTrue();
  }

  @Test
  void cancelsWhatHasNotEndedAndGoesOnFromThere() {
    holdSmallBatches();
    String study = submitStudy(QUICK);
    awaitExperiment(study, "schedule", "COMPLETED");

    ResponseEntity<JsonNode> cancelled = post(study + "/cancel", "");

    assertThat(cancelled.getStatusCode().value()).isEqualTo(200);
    assertThat(cancelled.getBody().path("status").asString()).isEqualTo("CANCELLED");
    assertThat(status(cancelled.getBody(), "schedule")).isEqualTo("COMPLETED");
    assertThat(status(cancelled.getBody(), "batch-size")).isEqualTo("CANCELLED");
    assertThat(status(cancelled.getBody(), "one-convolution")).isEqualTo("CANCELLED");
    assertThat(post(study + "/cancel", "").getStatusCode().value()).isEqualTo(200);

    engine.release();
    assertThat(post(study + "/resume", "").getStatusCode().value()).isEqualTo(202);
    JsonNode done = awaitStatus(study, "COMPLETED");
    assertThat(done.path("progress").path("fraction").asDouble()).isEqualTo(1);
  }

  @Test
  void isCancelledTwiceWithoutHarmAlsoBesideAnExperimentThatFailed() {
    engine.hold((plan, epoch) -> true);
    String study = submitStudy(QUICK);
    post(experiment(find(body(study), "one-convolution")) + "/cancel", "");
    engine.hold(
        (plan, epoch) -> {
          if (plan.training().batchSize() == SMALL_BATCH) {
            throw new TrainingFailed("the loss became infinite");
          }
          return false;
        });
    JsonNode failed = awaitStatus(study, "FAILED");

    ResponseEntity<JsonNode> again = post(study + "/cancel", "");

    assertThat(again.getStatusCode().value()).isEqualTo(200);
    assertThat(again.getBody()).isEqualTo(failed);
  }

  @Test
  void resumesAnExperimentThatWasCancelledAloneWhileTheOthersGoOn() {
    holdSmallBatches();
    String study = submitStudy(QUICK);
    post(experiment(find(body(study), "one-convolution")) + "/cancel", "");

    JsonNode resumed = post(study + "/resume", "").getBody();

    assertThat(status(resumed, "one-convolution")).isEqualTo("QUEUED");
    engine.release();
    awaitStatus(study, "COMPLETED");
  }

  @Test
  void failsWithAnExperimentAndTriesThatAgainWhenItIsResumed() {
    engine.play(
        (plan, epoch, batch) -> {
          if (plan.training().batchSize() == SMALL_BATCH) {
            throw new TrainingFailed("the loss became infinite");
          }
        });
    String study = submitStudy(QUICK);
    JsonNode failed = awaitStatus(study, "FAILED");
    assertThat(texts(failed, "status").stream().filter("FAILED"::equals)).hasSize(1);

    engine.release();
    post(study + "/resume", "");
    awaitStatus(study, "COMPLETED");
  }

  @Test
  void deletesItsExperimentsWithItEvenWhileTheyRun() {
    List<Long> before = counts();
    engine.holdInEpoch(1);
    String study = submitStudy(QUICK);
    await().until(() -> body(study).path("status").asString().equals("RUNNING"));
    JsonNode member = find(body(study), "weight-decay");

    ResponseEntity<JsonNode> refused = call(HttpMethod.DELETE, experiment(member), "");
    assertConflict(refused, "belongs to study " + body(study).path("id"));
    assertConflict(refused, "DELETE " + study);

    assertThat(call(HttpMethod.DELETE, study, "").getStatusCode().value()).isEqualTo(204);
    assertThat(get(study).getStatusCode().value()).isEqualTo(404);
    assertThat(get(experiment(member)).getStatusCode().value()).isEqualTo(404);
    engine.release();
    await().untilAsserted(() -> assertThat(counts()).isEqualTo(before));
  }

  @Test
  void takesNameAndPriority() {
    engine.holdInEpoch(1);
    JsonNode study =
        post("/studies", "{\"template\":\"quick\",\"name\":\"mine\",\"priority\":7}").getBody();

    assertThat(study.path("name").asString()).isEqualTo("mine");
    assertThat(experiments(study))
        .allMatch(one -> body(experiment(one)).at("/spec/priority").asInt() == 7);
  }

  @Test
  void queuesTheSameRequestOnceHoweverOftenItComes() {
    engine.holdInEpoch(1);
    ResponseEntity<JsonNode> first = postWithKey("study-key", QUICK);
    ResponseEntity<JsonNode> again = postWithKey("study-key", QUICK);

    assertThat(first.getStatusCode().value()).isEqualTo(202);
    assertThat(again.getHeaders().getLocation()).isEqualTo(first.getHeaders().getLocation());
    ResponseEntity<JsonNode> spelt =
        postWithKey("study-key", "{\"priority\":0,\"template\":\"quick\"}");
    assertThat(spelt.getHeaders().getLocation()).isEqualTo(first.getHeaders().getLocation());
    assertConflict(
        postWithKey("study-key", "{\"template\":\"mnist-assignment\"}"), "another request");
    call(HttpMethod.DELETE, first.getHeaders().getLocation().getPath(), "");
    assertConflict(postWithKey("study-key", QUICK), "deleted");
  }

  @Test
  void queuesNothingForAMisspeltQueryParameter() {
    List<Long> before = counts();
    ResponseEntity<JsonNode> refused = post("/studies?dryrun=true", QUICK);

    assertThat(refused.getStatusCode().value()).isEqualTo(400);
    assertThat(refused.getBody().at("/errors/0/field").asString()).isEqualTo("dryrun");
    assertThat(refused.getBody().at("/errors/0/message").asString())
        .isEqualTo("is not known here; known are [dryRun]");
    assertThat(counts()).isEqualTo(before);
    assertThat(get("/studies?status=RUNNING").getBody().path("detail").asString())
        .isEqualTo("status: is not known here; known are [page, size]");
    assertThat(get("/studies/templates?all=").getBody().path("detail").asString())
        .isEqualTo("all: is not known here; there are no query parameters");
  }

  @Test
  void estimatesWithoutQueueing() {
    List<Long> before = counts();
    JsonNode estimate = post("/studies?dryRun=true", QUICK).getBody();

    assertThat(counts()).isEqualTo(before);
    assertThat(estimate.path("experiments").asInt()).isEqualTo(18);
    assertThat(estimate.path("trials").asInt()).isEqualTo(46);
    assertThat(estimate.path("estimatedSeconds").asDouble()).isPositive();
    assertThat(estimate.path("basis").asString()).contains("measured");
  }

  @Test
  void showsTemplatesWhoseExperimentsCanBePostedAsTheyStand() {
    engine.holdInEpoch(1);
    JsonNode templates = body("/studies/templates");

    assertThat(templates.valueStream().map(one -> one.path("name").asString()))
        .containsExactly("mnist-assignment", "quick");
    for (JsonNode template : templates) {
      for (JsonNode part : template.path("experiments")) {
        submit(part.path("experiment").toString());
      }
    }
    assertThat(templates.path(0).path("experiments").findValuesAsString("key"))
        .isEqualTo(templates.path(1).path("experiments").findValuesAsString("key"));
  }

  @Test
  void refusesWhatIsWrongWithTheRequestOrDoesNotGoWithTheState() {
    ResponseEntity<JsonNode> unknown = post("/studies", "{\"template\":\"slow\"}");
    assertThat(unknown.getStatusCode().value()).isEqualTo(400);
    assertThat(unknown.getBody().at("/errors/0/field").asString()).isEqualTo("template");
    assertThat(unknown.getBody().at("/errors/0/message").asString())
        .isEqualTo("there is no template 'slow'; known are mnist-assignment, quick");
    assertThat(post("/studies", "{}").getBody().at("/errors/0/field").asString())
        .isEqualTo("template");
    assertThat(post("/studies", "{\"template\":\"quick\",\"prority\":1}").getBody().toString())
        .contains("prority");
    for (String call : List.of("/cancel", "/resume")) {
      assertThat(post("/studies/999999" + call, "").getStatusCode().value()).isEqualTo(404);
    }
    assertThat(get("/studies/999999").getBody().path("detail").asString())
        .isEqualTo("there is no study 999999");
    assertThat(call(HttpMethod.DELETE, "/studies/999999", "").getStatusCode().value())
        .isEqualTo(404);

    String study = submitStudy(QUICK);
    assertConflict(post(study + "/resume", ""), "nothing to resume");
    awaitStatus(study, "COMPLETED");
    assertConflict(post(study + "/cancel", ""), "is COMPLETED");
    assertConflict(post(study + "/resume", ""), "nothing to resume");
  }

  private String submitStudy(String request) {
    ResponseEntity<JsonNode> answer = post("/studies", request);
    assertThat(answer.getStatusCode().value()).as("%s", answer).isEqualTo(202);
    return answer.getHeaders().getLocation().getPath();
  }

  /** Lets the trainings with the smallest mini-batches wait, which are in the middle of a study. */
  private void holdSmallBatches() {
    engine.hold((plan, epoch) -> plan.training().batchSize() == SMALL_BATCH);
  }

  private JsonNode awaitExperiment(String study, String key, String status) {
    return await().until(() -> body(study), now -> status(now, key).equals(status));
  }

  private static String status(JsonNode study, String key) {
    return find(study, key).path("status").asString();
  }

  private static JsonNode find(JsonNode study, String key) {
    return experiments(study)
        .filter(one -> one.path("key").asString().equals(key))
        .findFirst()
        .orElseThrow();
  }

  private static Stream<JsonNode> experiments(JsonNode study) {
    return study.path("experiments").valueStream();
  }

  private static String experiment(JsonNode member) {
    return "/experiments/" + member.path("id");
  }

  private static List<String> texts(JsonNode study, String field) {
    return experiments(study).map(one -> one.path(field).asString()).toList();
  }

  private static int sumOfExperiments(JsonNode study, String figure) {
    return experiments(study).mapToInt(one -> one.path("progress").path(figure).asInt()).sum();
  }

  private List<Long> counts() {
    return Stream.of("study", "study_experiment", "experiment", "trial", "scheduled_tasks")
        .map(this::count)
        .toList();
  }

  private long count(String table) {
    return jdbc.sql("select count(*) from " + table).query(Long.class).single();
  }

  private static void assertConflict(ResponseEntity<JsonNode> answer, String reason) {
    assertThat(answer.getStatusCode().value()).as("%s", answer).isEqualTo(409);
    assertThat(answer.getBody().path("detail").asString()).contains(reason);
  }

  private ResponseEntity<JsonNode> postWithKey(String key, String body) {
    return post("/studies", body, "Idempotency-Key: " + key);
  }
}
