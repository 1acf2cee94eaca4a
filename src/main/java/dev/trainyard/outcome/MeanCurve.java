package dev.trainyard.outcome;

import dev.trainyard.outcome.Curves.TrialCurve;
import dev.trainyard.training.EpochMetrics;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The mean of the replicates' learning curves.
 *
 * @param rows the epochs that all of them have finished, at least one
 */
public record MeanCurve(List<Row> rows) {
  private static final int RECENT = 3;

  /** An epoch, as the mean over the replicates. */
  public record Row(
      int epoch,
      double trainAccuracy,
      double validationAccuracy,
      double trainLoss,
      double validationLoss) {

    /** The geometric mean of the probability that is given to the true class in validation. */
    public double confidence() {
      return Math.exp(-validationLoss);
    }
  }

  public static MeanCurve of(List<TrialCurve> trials) {
    int epochs = trials.stream().mapToInt(trial -> trial.epochs().size()).min().orElseThrow();
    return new MeanCurve(IntStream.range(0, epochs).mapToObj(index -> row(trials, index)).toList());
  }

  /** The first epoch. */
  public Row first() {
    return rows.getFirst();
  }

  /** The last epoch. */
  public Row last() {
    return rows.getLast();
  }

  /** How many of the last epochs count as recent: three, or all but the first. */
  public int recentEpochs() {
    return Math.min(RECENT, rows.size() - 1);
  }

  /** What the recent epochs have added to the validation accuracy. */
  public double recentGain() {
    return last().validationAccuracy()
        - rows.get(rows.size() - 1 - recentEpochs()).validationAccuracy();
  }

  /** The first epoch whose validation accuracy is at least this high; 0 if none is. */
  public int firstEpochAt(double accuracy) {
    return rows.stream()
        .filter(row -> row.validationAccuracy() >= accuracy)
        .findFirst()
        .map(Row::epoch)
        .orElse(0);
  }

  /** The epoch with the smallest validation loss. */
  public int lowestLossEpoch() {
    return lowest().epoch();
  }

  /** How far the validation loss has risen from its smallest value, as a fraction of it. */
  public double lossRise() {
    return last().validationLoss() / lowest().validationLoss() - 1;
  }

  private Row lowest() {
    return rows.stream().min(Comparator.comparingDouble(Row::validationLoss)).orElseThrow();
  }

  private static Row row(List<TrialCurve> trials, int index) {
    return new Row(
        index + 1,
        mean(trials, index, EpochMetrics::trainAccuracy),
        mean(trials, index, EpochMetrics::validationAccuracy),
        mean(trials, index, EpochMetrics::trainLoss),
        mean(trials, index, EpochMetrics::validationLoss));
  }

  private static double mean(
      List<TrialCurve> trials, int index, ToDoubleFunction<EpochMetrics> figure) {
    return trials.stream()
        .mapToDouble(trial -> figure.applyAsDouble(trial.epochs().get(index)))
        .average()
        .orElseThrow();
  }
}
