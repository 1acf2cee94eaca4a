package dev.trainyard.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.JsonNode;

/** What a training may consist of, asked for over HTTP and trained for real on a few images. */
@OnH2
@NullUnmarked
class RecipeIT extends ServiceTest {
  private static final String NETWORK =
      """
      "network":{"layers":[{"type":"flatten"},{"type":"dense","units":6,"activation":"relu"},
       {"type":"dense","units":10,"activation":"softmax"}]}""";

  @BeforeEach
  void trainForReal() {
    engines.trainForReal();
  }

  @Test
  void fillsInWhatAnOptimizerAndAScheduleLeaveOut() {
    assertTrained(
        "{\"optimizer\":{\"type\":\"nesterov\"},\"schedule\":{\"type\":\"oneCycle\"}}",
        "{\"type\":\"nesterov\",\"learningRate\":0.01,\"momentum\":0.9}",
        "{\"type\":\"oneCycle\",\"rise\":0.3,\"initialFactor\":0.04,\"finalFactor\":4.0E-6,\"warmUpEpochs\":0.0}");
    assertTrained(
        "{\"optimizer\":{\"type\":\"rmsprop\"},\"schedule\":{\"type\":\"cosine\",\"warmUpEpochs\":1}}",
        "{\"type\":\"rmsprop\",\"learningRate\":0.001,\"rho\":0.9,\"epsilon\":1.0E-7}",
        "{\"type\":\"cosine\",\"finalFactor\":0.0,\"warmUpEpochs\":1.0}");
    assertTrained(
        "{\"optimizer\":{\"type\":\"adamw\"},\"schedule\":{\"type\":\"step\"}}",
        "{\"type\":\"adamw\",\"learningRate\":0.001,\"beta1\":0.9,\"beta2\":0.999,\"epsilon\":1.0E-7,\"weightDecay\":0.004}",
        "{\"type\":\"step\",\"everyEpochs\":10,\"factor\":0.5,\"warmUpEpochs\":0.0}");
    assertTrained(
        "{\"optimizer\":{\"type\":\"adagrad\"},\"schedule\":{\"type\":\"exponential\"}}",
        "{\"type\":\"adagrad\",\"learningRate\":0.001,\"initialAccumulator\":0.1,\"epsilon\":1.0E-7}",
        "{\"type\":\"exponential\",\"factor\":0.95,\"warmUpEpochs\":0.0}");
  }

  private void assertTrained(String training, String optimizer, String schedule) {
    String experiment = submit(request(training));
    JsonNode done = awaitStatus(experiment, "COMPLETED");
    JsonNode spec = done.path("spec").path("training");
    assertThat(spec.path("optimizer").toString()).isEqualTo(optimizer);
    assertThat(spec.path("schedule").toString()).isEqualTo(schedule);
  }

  @Test
  void tellsTheLearningRateAtTheEndOfEachEpoch() {
    String experiment =
        submit(
            request(
                """
                {"epochs":4,"batchSize":10,"optimizer":{"learningRate":0.4},
                 "schedule":{"type":"step","everyEpochs":2,"factor":0.5,"warmUpEpochs":2}}"""));
    awaitStatus(experiment, "COMPLETED");

    JsonNode epochs = body(experiment + "/curves").path("trials").path(0).path("epochs");
    assertThat(epochs.valueStream().map(epoch -> epoch.path("learningRate").asDouble()))
        .containsExactly(0.2, 0.4, 0.2, 0.2);
  }

  @Test
  void sweepsEveryNumberByItsPath() {
    String experiment =
        submit(
            """
            {%s,"training":{"epochs":1,"schedule":{"type":"cosine"},"validation":{"source":"holdout"},
              "earlyStopping":{}},
             "sweep":{"training.schedule.warmUpEpochs":[0,0.5],"training.clipping.norm":[0,1],
              "training.labelSmoothing":[0,0.1],"training.validation.fraction":[0.2,0.3],
              "training.earlyStopping.patience":[3]}}"""
                .formatted(NETWORK));

    assertThat(awaitStatus(experiment, "COMPLETED").path("trials").size()).isEqualTo(16);
  }

  @Test
  void refusesWhatDoesNotGoTogetherWithTheField() {
    assertRefused(
        "{\"validation\":{\"source\":\"test\",\"fraction\":0.1}}", "fraction: belongs to");
    assertRefused("{\"validation\":{\"source\":\"holdout\",\"fraction\":1}}", "fraction: must");
    assertRefused(
        "{\"schedule\":{\"type\":\"linear\"}}", "training.schedule: has the unknown type");
    assertRefused("{\"schedule\":{\"type\":\"cosine\",\"rise\":0.1}}", "training.schedule.rise");
    assertRefused("{\"clipping\":{\"norm\":-1}}", "training.clipping.norm: must be at least 0");
    assertRefused("{\"earlyStopping\":{\"patience\":0}}", "training.earlyStopping.patience: must");
    assertRefused(
        "{\"averaging\":{\"decay\":1}}", "training.averaging.decay: must be at most 0.99999");
    assertRefused(
        "{\"epochs\":4,\"averaging\":{\"fromEpoch\":5}}",
        "training.averaging.fromEpoch: is 5, but the last epoch is 4");
    assertRefused("{\"labelSmoothing\":1}", "training.labelSmoothing: must be at most 0.9");
  }

  private void assertRefused(String training, String detail) {
    ResponseEntity<JsonNode> answer = post("/experiments", request(training));
    assertThat(answer.getStatusCode().value()).as("%s", answer).isEqualTo(400);
    assertThat(answer.getBody().path("detail").asString()).contains(detail);
  }

  /** With plain SGD, which has no state of its own to go on from. */
  @Test
  void givesAnAveragedTrainingMoreEpochsAsIfItHadHadThemFromTheBeginning() {
    String training = "{\"epochs\":%d,\"batchSize\":3,\"averaging\":{\"decay\":0.9}}";
    String whole = submit(request(training.formatted(4)));
    String part = submit(request(training.formatted(2)));
    awaitStatus(whole, "COMPLETED");
    awaitStatus(part, "COMPLETED");
    assertThat(post(part + "/resume", "{\"epochs\":4}").getStatusCode().value()).isEqualTo(202);
    awaitStatus(part, "COMPLETED");

    assertThat(losses(part)).hasSize(4).isEqualTo(losses(whole));
    assertThat(body(part + "/trials/1/evaluation?epoch=last").path("logLoss").asDouble())
        .isCloseTo(losses(part).getLast(), within(1e-4));
  }

  private List<Double> losses(String experiment) {
    return body(experiment + "/curves")
        .at("/trials/0/epochs")
        .valueStream()
        .map(epoch -> epoch.path("validationLoss").asDouble())
        .toList();
  }

  @Test
  void scoresTheTestSplitOnceWhenValidationIsOnAHoldout() {
    String experiment =
        submit(
            """
            {%s,"training":{"epochs":3,"validation":{"source":"holdout","fraction":0.25}},
             "sweep":{"training.engine":["fused","dl4j"]}}"""
                .formatted(NETWORK));
    JsonNode trials = awaitStatus(experiment, "COMPLETED").path("trials");
    JsonNode fused = trials.path(0).path("test");
    JsonNode reference = trials.path(1).path("test");

    assertThat(fused.path("epoch").asInt()).isEqualTo(3);
    assertThat(fused.path("images").asInt()).isEqualTo(20);
    assertThat(fused.path("loss").asDouble()).isPositive();
    assertThat(fused.path("standardError").asDouble()).isBetween(0.0, 0.12);
    assertThat(fused.path("loss").asDouble())
        .isCloseTo(reference.path("loss").asDouble(), within(1e-4));
    assertThat(trials.path(0).path("final").path("validationAccuracy").asDouble() * 10)
        .isCloseTo(
            Math.rint(trials.path(0).path("final").path("validationAccuracy").asDouble() * 10),
            within(1e-9));
  }

  @Test
  void scoresAnExperimentsTrialsAsOneModel() {
    String experiment =
        submit(
            """
            {%s,"training":{"epochs":4},"replicates":3}"""
                .formatted(NETWORK));
    awaitStatus(experiment, "COMPLETED");

    JsonNode ensemble = body(experiment + "/ensemble");
    assertThat(ensemble.path("images").asInt()).isEqualTo(20);
    assertThat(ensemble.path("members").size()).isEqualTo(3);
    assertThat(ensemble.path("memberAccuracy").path("values").size()).isEqualTo(3);
    assertThat(ensemble.path("accuracy").asDouble()).isBetween(0.05, 1.0);
    double meanLoss = 0;
    for (JsonNode member : ensemble.path("members")) {
      meanLoss += member.path("loss").asDouble() / 3;
      assertThat(member.path("gain").asDouble())
          .isCloseTo(
              ensemble.path("accuracy").asDouble() - member.path("accuracy").asDouble(),
              within(1e-12));
    }
    // The logarithm is concave: a mean of probabilities costs no more than the mean of the costs.
    assertThat(ensemble.path("loss").asDouble()).isLessThanOrEqualTo(meanLoss);
    JsonNode trials = body(experiment).path("trials");
    for (int i = 0; i < 3; i++) {
      assertThat(ensemble.path("members").path(i).path("loss").asDouble())
          .isCloseTo(trials.path(i).path("final").path("validationLoss").asDouble(), within(1e-4));
    }
  }

  @Test
  void refusesAnEnsembleOfNothing() {
    assertThat(get("/experiments/999999/ensemble").getStatusCode().value()).isEqualTo(404);
    String experiment = submit(request("{\"epochs\":10000}"));
    assertThat(get(experiment + "/ensemble").getStatusCode().value()).isEqualTo(409);
  }

  @Test
  void tellsHowSureItsFiguresAre() {
    String experiment =
        submit(
            """
            {%s,"training":{"epochs":2},"sweep":{"training.optimizer.learningRate":[1e-9,0.5]},
             "replicates":2}"""
                .formatted(NETWORK));
    JsonNode trial = awaitStatus(experiment, "COMPLETED").path("trials").path(0);
    assertThat(trial.path("validation").path("source").asString()).isEqualTo("test");
    double accuracy = trial.path("final").path("validationAccuracy").asDouble();
    assertThat(trial.path("accuracyStandardErrors").path("final").asDouble())
        .isCloseTo(Math.sqrt(accuracy * (1 - accuracy) / 10_000), within(1e-12));

    JsonNode cells = body(experiment + "/sweep").path("cells");
    assertThat(cells.path(0).path("validation").path("source").asString()).isEqualTo("test");
    assertThat(cells.path(0).path("final").path("standardError").isNumber()).isTrue();
    long leaders = cells.valueStream().filter(cell -> cell.path("finalGap").isNull()).count();
    assertThat(leaders).isOne();
  }

  @Test
  void leavesTheTestSplitAloneWhereItIsTheValidationSplit() {
    JsonNode done = awaitStatus(submit(request("{\"epochs\":1}")), "COMPLETED");

    assertThat(done.path("trials").path(0).path("test").isNull()).isTrue();
  }

  @Test
  void stopsEarlyAndHandsOutTheBestEpoch() {
    String experiment =
        submit(
            request(
                """
                {"epochs":50,"validation":{"source":"holdout","fraction":0.25},
                 "earlyStopping":{"patience":2,"minimumDelta":100}}"""));
    JsonNode done = awaitStatus(experiment, "COMPLETED");
    JsonNode trial = done.path("trials").path(0);

    assertThat(trial.path("stoppedEarly").asBoolean()).isTrue();
    assertThat(trial.path("epochsCompleted").asInt()).isEqualTo(3);
    assertThat(done.path("progress").path("fraction").asDouble()).isEqualTo(1);
    assertThat(trial.path("test").path("epoch")).isEqualTo(trial.path("best").path("epoch"));
    ResponseEntity<JsonNode> resumed = post(experiment + "/resume", "{\"epochs\":60}");
    assertThat(resumed.getStatusCode().value()).isEqualTo(409);
    assertThat(resumed.getBody().path("detail").asString()).contains("early stopping");
  }

  @Test
  void doesNotStretchAScheduleThatIsLaidOutForItsEpochs() {
    String experiment = submit(request("{\"epochs\":2,\"schedule\":{\"type\":\"cosine\"}}"));
    awaitStatus(experiment, "COMPLETED");

    ResponseEntity<JsonNode> answer = post(experiment + "/resume", "{\"epochs\":4}");
    assertThat(answer.getStatusCode().value()).isEqualTo(409);
    assertThat(answer.getBody().path("detail").asString())
        .contains("schedule cosine", "ends at epoch 2");
  }

  private static String request(String training) {
    return "{%s,\"training\":%s}"
        .formatted(NETWORK, training.replace("{\"opt", "{\"epochs\":2,\"opt"));
  }
}
