package dev.trainyard.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

@NullUnmarked
class TrialEvaluationTest {
  private static final TrialPredictions SAID =
      SamplePredictions.of(
          new int[] {0, 0, 0, 1, 1, 1}, new int[] {0, 0, 1, 1, 1, 0}, 0.9, 0.8, 0.6, 0.7, 0.9, 0.5);

  @Test
  void countsWhatIsTakenForWhat() {
    ConfusionMatrix matrix = ConfusionMatrix.of(SAID);

    assertThat(matrix.matrix()).hasToString("[[2, 1, 0], [1, 2, 0], [0, 0, 0]]");
    assertThat(matrix.correct()).isEqualTo(4);
    assertThat(matrix.csv()).isEqualTo("true,cat,dog,eel\ncat,2,1,0\ndog,1,2,0\neel,0,0,0\n");
  }

  @Test
  void scoresEachClassAndLeavesOutWhatThereIsNot() {
    TrialEvaluation evaluation = TrialEvaluation.of(SAID);

    ClassScore dog = evaluation.classes().get(1);
    assertThat(dog).isEqualTo(new ClassScore("dog", 3, 3, 2, 2 / 3.0, 2 / 3.0, 2 / 3.0));
    assertThat(evaluation.classes().getLast())
        .isEqualTo(new ClassScore("eel", 0, 0, 0, null, null, null));
    assertThat(evaluation.csv()).endsWith("eel,0,0,0,,,\n");
  }

  @Test
  void tellsPrecisionFromRecall() {
    TrialEvaluation evaluation =
        TrialEvaluation.of(
            SamplePredictions.of(
                new int[] {0, 1, 1, 1}, new int[] {0, 0, 0, 1}, 0.9, 0.9, 0.9, 0.9));

    ClassScore cat = evaluation.classes().getFirst();
    assertThat(cat.precision()).isEqualTo(1 / 3.0);
    assertThat(cat.recall()).isEqualTo(1);
    assertThat(cat.f1()).isEqualTo(0.5);
  }

  /** The interval is R's binom.confint(4, 6, methods = "wilson"). */
  @Test
  void saysHowSureTheFiguresAreAndHowSureTheNetworkIs() {
    TrialEvaluation evaluation = TrialEvaluation.of(SAID);

    assertThat(evaluation.accuracy().value()).isEqualTo(4 / 6.0);
    assertThat(evaluation.accuracy().interval().from()).isCloseTo(0.29999, within(1e-4));
    assertThat(evaluation.accuracy().interval().to()).isCloseTo(0.90323, within(1e-4));
    double loss =
        -(2 * Math.log(0.9) + Math.log(0.8) + Math.log(0.7) + Math.log(0.2) + Math.log(0.25)) / 6;
    assertThat(evaluation.logLoss()).isCloseTo(loss, within(1e-3));
    double distance = 0.6 + 0.5 + (2 - 1.8) + (1 - 0.8) + (1 - 0.7);
    assertThat(evaluation.calibration().expectedError()).isCloseTo(distance / 6, within(1e-3));
  }
}
