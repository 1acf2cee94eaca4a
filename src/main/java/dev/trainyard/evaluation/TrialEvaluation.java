package dev.trainyard.evaluation;

import dev.trainyard.chart.Csv;
import dev.trainyard.experiment.ScoredImages;
import dev.trainyard.statistics.Calibration;
import dev.trainyard.statistics.Interval;
import dev.trainyard.statistics.Proportion;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How good a trained network is, beyond its accuracy.
 *
 * @param epoch after which it is judged
 * @param count how many images
 * @param classes one score for each
 * @param logLoss the mean cross-entropy in nats, as the curves have it; to about three digits where
 *     an earlier version noted what the network says
 */
record TrialEvaluation(
    @Schema(example = "1") long experimentId,
    @Schema(example = "1") int trial,
    @Schema(example = "20") int epoch,
    ScoredImages images,
    @Schema(example = "10000") int count,
    Accuracy accuracy,
    List<ClassScore> classes,
    @Schema(example = "0.0583") double logLoss,
    Calibration calibration) {

  /** Of all intervals. */
  static final double LEVEL = 0.95;

  private static final int BINS = 15;

  /**
   * The share of images whose class is predicted.
   *
   * @param correct how many there are
   * @param level of confidence of the interval
   * @param interval of the share among all images of this kind (Wilson)
   */
  @Schema(name = "EvaluatedAccuracy")
  record Accuracy(
      @Schema(example = "0.9847") double value,
      @Schema(example = "9847") int correct,
      @Schema(example = "0.95") double level,
      Interval interval) {

    static Accuracy of(Proportion correct) {
      return new Accuracy(correct.share(), correct.count(), LEVEL, correct.interval(LEVEL));
    }
  }

  static TrialEvaluation of(TrialPredictions trial) {
    ConfusionMatrix matrix = ConfusionMatrix.of(trial);
    IntStream all = IntStream.range(0, trial.count());
    double[] confidences =
        IntStream.range(0, trial.count()).mapToDouble(trial.said()::confidence).toArray();
    return new TrialEvaluation(
        trial.experimentId(),
        trial.trial(),
        trial.said().epoch(),
        trial.split(),
        trial.count(),
        Accuracy.of(new Proportion(matrix.correct(), matrix.count())),
        ClassScore.all(matrix),
        all.mapToDouble(trial.said()::loss).average().orElseThrow(),
        Calibration.of(confidences, trial.said().right(), BINS));
  }

  /** A row for each class. */
  String csv() {
    List<List<?>> rows = new ArrayList<>();
    rows.add(List.of("class", "images", "predicted", "correct", "precision", "recall", "f1"));
    for (ClassScore score : classes) {
      rows.add(
          Arrays.asList(
              score.name(),
              score.images(),
              score.predicted(),
              score.correct(),
              score.precision(),
              score.recall(),
              score.f1()));
    }
    return Csv.of(rows);
  }
}
