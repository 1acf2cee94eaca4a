package dev.trainyard.outcome;

import dev.trainyard.outcome.Curves.TrialCurve;
import dev.trainyard.training.EpochMetrics;
import dev.trainyard.training.Metric;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The replicates of a cell, judged by a metric.
 *
 * <p>What they come to rests on the completed ones; unless it says otherwise, a method needs at
 * least one of them and throws {@link java.util.NoSuchElementException} where there is none.
 *
 * @param metric what the figures are of
 * @param parameters the cell's values by path; empty without a sweep
 * @param trials at least one, whatever their status
 */
public record Cell(Metric metric, Map<String, Object> parameters, List<TrialCurve> trials) {

  /** The completed trials, if any. */
  public List<TrialCurve> completed() {
    return trials.stream().filter(trial -> trial.status() == Status.COMPLETED).toList();
  }

  /** How many trials are completed. */
  public int count() {
    return completed().size();
  }

  /** The first swept value; null unless there is one and it is a number. */
  public @Nullable Double value() {
    return parameters.values().stream().findFirst().orElse(null) instanceof Number number
        ? (Double) number.doubleValue()
        : null;
  }

  /** What the validation figures are of. */
  public ValidationImages validation() {
    return trials.getFirst().validation();
  }

  /** How many images each validation figure is of. */
  public int images() {
    return validation().images();
  }

  /** A figure epoch by epoch over all trials, the unfinished ones as far as they have come. */
  public Band band(ToDoubleFunction<EpochMetrics> figure) {
    return Band.of(trials, figure);
  }

  /** The epochs that all completed trials have, in the mean. */
  public MeanCurve curve() {
    return MeanCurve.of(completed());
  }

  /** How many epochs all completed trials have. */
  public int epochs() {
    return completed().stream().mapToInt(trial -> trial.epochs().size()).min().orElseThrow();
  }

  /**
   * Whether a halving has stopped it after fewer epochs than others get: its figures may be worse
   * for that reason alone, so it is not to be compared with them.
   */
  public boolean pruned() {
    return completed().stream().anyMatch(TrialCurve::pruned);
  }

  /** In validation, after the last epoch. */
  public Spread last() {
    return lastSample().spread();
  }

  /** In validation, in the best epoch of each trial. */
  public Spread best() {
    return bestSample().spread();
  }

  /** On the test split; null without a holdout and until a trial is completed. */
  public @Nullable Spread test() {
    return completed().stream().allMatch(trial -> trial.test() == null)
        ? null
        : testSample().spread();
  }

  /** In training, in the last epoch. */
  public Spread trainLast() {
    return sample(trial -> metric.training(trial.epochs().getLast())).spread();
  }

  /** The best epoch of each trial, from 1; the first of equals. */
  public List<Integer> bestEpochs() {
    return completed().stream().map(trial -> bestEpoch(trial).epoch()).toList();
  }

  /** The last epoch of each trial. */
  public List<Integer> lastEpochs() {
    return completed().stream().map(trial -> trial.epochs().getLast().epoch()).toList();
  }

  /** The mean of training minus that of validation, in the last epoch. */
  public double generalisationGap() {
    return trainLast().mean() - last().mean();
  }

  /** The binomial standard error of the mean after the last epoch; 0 for a loss, which has none. */
  public double standardError() {
    return lastSample().binomialError();
  }

  /** Wrongly classified images after the last epoch, in the mean; for accuracies only. */
  public long errors() {
    return Math.round((1 - last().mean()) * images());
  }

  /** Seconds per epoch, in the mean. */
  public double secondsPerEpoch() {
    return completed().stream()
        .flatMap(trial -> trial.epochs().stream())
        .mapToDouble(EpochMetrics::seconds)
        .average()
        .orElseThrow();
  }

  /** How the figures after the last epoch differ from those of a cell of any experiment. */
  public Gap against(Cell other) {
    return lastSample().against(other.lastSample());
  }

  /** How the figures in the best epochs differ. */
  public Gap bestAgainst(Cell other) {
    return bestSample().against(other.bestSample());
  }

  private Sample lastSample() {
    return sample(trial -> metric.validation(trial.epochs().getLast()));
  }

  private Sample bestSample() {
    return sample(trial -> metric.validation(bestEpoch(trial)));
  }

  private Sample testSample() {
    List<TrialCurve> scored = completed().stream().filter(trial -> trial.test() != null).toList();
    int images = score(scored.getFirst()).images();
    return sample(
        scored,
        images,
        trial -> metric == Metric.LOSS ? score(trial).loss() : score(trial).accuracy());
  }

  private static TestScore score(TrialCurve trial) {
    return Objects.requireNonNull(trial.test());
  }

  private EpochMetrics bestEpoch(TrialCurve trial) {
    return trial.epochs().stream()
        .min(Comparator.comparing(metric::validation, metric.worstFirst().reversed()))
        .orElseThrow();
  }

  private Sample sample(ToDoubleFunction<TrialCurve> figure) {
    return sample(completed(), images(), figure);
  }

  private Sample sample(List<TrialCurve> of, int images, ToDoubleFunction<TrialCurve> figure) {
    Map<Integer, Double> values = new LinkedHashMap<>();
    of.forEach(trial -> values.put(trial.replicate(), figure.applyAsDouble(trial)));
    return new Sample(metric, images, values);
  }
}
