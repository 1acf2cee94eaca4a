package dev.trainyard.experiment.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.trainyard.dataset.LabelledImages;
import dev.trainyard.engine.Predictions;
import dev.trainyard.experiment.Evidence;
import dev.trainyard.experiment.ModelEpoch;
import dev.trainyard.experiment.ScoredImages;
import dev.trainyard.experiment.ServiceTest;
import dev.trainyard.refusal.Refusal;
import java.util.BitSet;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.JsonNode;

/** Networks trained for real and what they say, whichever database is behind it. */
@NullUnmarked
abstract class EvidenceContract extends ServiceTest {
  private static final String REQUEST =
      """
      {"network":{"layers":[{"type":"flatten"},{"type":"dense","units":6,"activation":"relu"},
        {"type":"dense","units":10,"activation":"softmax"}]},
       "training":{"epochs":9,"batchSize":4,"engine":"%s","optimizer":{"type":"adam","learningRate":0.02}%s}}""";

  private static final String HOLDOUT = ",\"validation\":{\"source\":\"holdout\",\"fraction\":0.3}";

  @Autowired Evidence evidence;

  @BeforeEach
  void trainForReal() {
    engines.trainForReal();
  }

  @ParameterizedTest
  @ValueSource(strings = {"fused", "dl4j"})
  void countsWhatTheEpochsCounted(String engine) throws InterruptedException {
    long id = train(REQUEST.formatted(engine, ""));
    JsonNode trial = body("/experiments/" + id).at("/trials/0");

    for (ModelEpoch which : ModelEpoch.values()) {
      JsonNode epoch = trial.path(which == ModelEpoch.BEST ? "best" : "final");
      Predictions said = evidence.predictions(id, 1, ScoredImages.TEST, which);

      assertThat(said.epoch()).isEqualTo(epoch.path("epoch").asInt());
      assertThat(accuracy(said, id, ScoredImages.TEST))
          .isEqualTo(epoch.path("validationAccuracy").asDouble());
      assertThat(loss(said)).isCloseTo(epoch.path("validationLoss").asDouble(), within(1e-6));
    }
  }

  @Test
  void knowsTheImagesThatWereHeldOutAndThoseOfTheTestSplit() throws InterruptedException {
    long id = train(REQUEST.formatted("auto", HOLDOUT));
    JsonNode trial = body("/experiments/" + id).at("/trials/0");

    Predictions heldOut = evidence.predictions(id, 1, ScoredImages.HELD_OUT, null);
    Predictions test = evidence.predictions(id, 1, ScoredImages.TEST, null);

    assertThat(heldOut.count()).isEqualTo(12);
    assertThat(accuracy(heldOut, id, ScoredImages.HELD_OUT))
        .isEqualTo(trial.at("/final/validationAccuracy").asDouble());
    assertThat(test.count()).isEqualTo(20);
    assertThat(accuracy(test, id, ScoredImages.TEST))
        .isEqualTo(trial.at("/test/accuracy").asDouble());
  }

  @Test
  void makesUpForWhatIsMissingAndGoesWithItsTrial() throws InterruptedException {
    long id = train(REQUEST.formatted("auto", ""));
    Predictions noted = evidence.predictions(id, 1, ScoredImages.TEST, null);
    long kept = kept();
    assertThat(kept).isBetween(1L, 2L);
    jdbc.sql("delete from prediction").update();

    Predictions made = evidence.predictions(id, 1, ScoredImages.TEST, null);

    assertThat(made.packed()).isEqualTo(noted.packed());
    assertThat(kept()).isEqualTo(1);
    JsonNode storage = body("/storage").path("predictions");
    assertThat(storage.path("count").asInt()).isEqualTo(1);
    assertThat(storage.path("bytes").asInt()).isEqualTo(20 * 9);
    call(HttpMethod.DELETE, "/experiments/" + id, "");
    assertThat(kept()).isZero();
  }

  @Test
  void keepsTheNewWordOfATrialThatWasTrainedFurther() throws InterruptedException {
    long id = train(REQUEST.formatted("auto", ""));
    post("/experiments/%d/resume".formatted(id), "{\"epochs\":11}");
    awaitStatus("/experiments/" + id, "COMPLETED");

    assertThat(evidence.predictions(id, 1, ScoredImages.TEST, ModelEpoch.LAST).epoch())
        .isEqualTo(11);
    assertThat(
            jdbc.sql(
                    "select count(*) from prediction where epoch = 9 and epoch <> (select best_epoch from trial)")
                .query(Long.class)
                .single())
        .isZero();
  }

  @Test
  void pairsTheCellsOfASweepImageByImage() throws InterruptedException {
    long id =
        train(
            REQUEST
                .formatted("auto", "")
                .replaceFirst(
                    "}$", ",\"sweep\":{\"training.batchSize\":[2,40]},\"replicates\":3}"));

    JsonNode cells = body("/experiments/%d/sweep".formatted(id)).path("cells");

    int other = cells.at("/0/finalGap").isNull() ? 1 : 0;
    JsonNode gap = cells.path(other).path("finalGap");
    int gained = 0;
    int lost = 0;
    for (int replicate = 0; replicate < 3; replicate++) {
      BitSet own = right(id, 3 * other + replicate + 1);
      BitSet leading = right(id, 3 * (1 - other) + replicate + 1);
      for (int image = 0; image < 20; image++) {
        gained += own.get(image) && !leading.get(image) ? 1 : 0;
        lost += leading.get(image) && !own.get(image) ? 1 : 0;
      }
    }
    JsonNode paired = gap.path("paired");
    assertThat(gained + lost).isPositive();
    assertThat(paired.at("/images/gained").asDouble()).isCloseTo(gained / 3.0, within(1e-9));
    assertThat(paired.at("/images/lost").asDouble()).isCloseTo(lost / 3.0, within(1e-9));
    assertThat(gap.path("difference").asDouble()).isCloseTo((gained - lost) / 60.0, within(1e-9));
    assertThat(gap.path("margin").asDouble())
        .isEqualTo(paired.at("/otherImages/margin").asDouble());
    assertThat(
            body("/experiments/%d/sweep?metric=loss".formatted(id))
                .at("/cells/" + other + "/finalGap/paired")
                .isNull())
        .isTrue();
  }

  @Test
  void refusesImagesThatWereNotHeldOut() {
    long id = train(REQUEST.formatted("auto", ""));

    assertThatThrownBy(() -> evidence.predictions(id, 1, ScoredImages.HELD_OUT, null))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("held no images out");
  }

  private long train(String request) {
    String experiment = submit(request);
    awaitStatus(experiment, "COMPLETED");
    return Long.parseLong(experiment.replaceAll(".*/", ""));
  }

  private BitSet right(long id, int trial) throws InterruptedException {
    return evidence.predictions(id, trial, ScoredImages.TEST, ModelEpoch.LAST).right();
  }

  private double accuracy(Predictions said, long id, ScoredImages which)
      throws InterruptedException {
    LabelledImages images = evidence.images(id, 1, which);
    return (double) said.right().cardinality() / images.count();
  }

  private static double loss(Predictions said) {
    double sum = 0;
    for (int i = 0; i < said.count(); i++) {
      sum += said.loss(i);
    }
    return sum / said.count();
  }

  private long kept() {
    return jdbc.sql("select count(*) from prediction").query(Long.class).single();
  }
}
