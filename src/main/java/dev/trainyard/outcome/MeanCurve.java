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
public record MeanCurve(List<EpochMetrics> rows) {
  private static final int RECENT = 3;

  /**
   * The mean of these trials.
   *
   * @param trials at least one
   */
  static MeanCurve of(List<TrialCurve> trials) {
    int epochs = trials.stream().mapToInt(trial -> trial.epochs().size()).min().orElseThrow();
    double[] trainLoss = means(trials, EpochMetrics::trainLoss);
    double[] trainAccuracy = means(trials, EpochMetrics::trainAccuracy);
    double[] loss = means(trials, EpochMetrics::validationLoss);
    double[] accuracy = means(trials, EpochMetrics::validationAccuracy);
    double[] rate = means(trials, EpochMetrics::learningRate);
    double[] seconds = means(trials, EpochMetrics::seconds);
    return new MeanCurve(
        IntStream.range(0, epochs)
            .mapToObj(
                i ->
                    new EpochMetrics(
                        i + 1,
                        trainLoss[i],
                        trainAccuracy[i],
                        loss[i],
                        accuracy[i],
                        rate[i],
                        seconds[i]))
            .toList());
  }

  /** The first epoch. */
  public EpochMetrics first() {
    return rows.getFirst();
  }

  /** The last epoch. */
  public EpochMetrics last() {
    return rows.getLast();
  }

  /** The geometric mean of the probability of the true class in the last epoch's validation. */
  public double confidence() {
    return Math.exp(-last().validationLoss());
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
        .map(EpochMetrics::epoch)
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

  private EpochMetrics lowest() {
    return rows.stream()
        .min(Comparator.comparingDouble(EpochMetrics::validationLoss))
        .orElseThrow();
  }

  private static double[] means(List<TrialCurve> trials, ToDoubleFunction<EpochMetrics> figure) {
    return Band.of(trials, figure).means();
  }
}
