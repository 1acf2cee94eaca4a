package dev.trainyard.report;

import dev.trainyard.experiment.Curves;
import dev.trainyard.experiment.Curves.TrialCurve;
import dev.trainyard.experiment.Gap;
import dev.trainyard.experiment.Spread;
import dev.trainyard.experiment.Sweep;
import dev.trainyard.experiment.Sweep.SweepCell;
import dev.trainyard.training.EpochMetrics;
import dev.trainyard.training.Evaluation;
import dev.trainyard.training.Metric;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the completed replicates of one cell come to; accuracies are 0 to 1.
 *
 * @param trials completed, at least one, by replicate
 */
record Cell(List<TrialCurve> trials) {
  private static final double EXACT = 1e-12;
  private static final int RECENT = 3;

  /** An epoch, as the mean over the replicates. */
  record Row(
      int epoch,
      double trainAccuracy,
      double validationAccuracy,
      double trainLoss,
      double validationLoss) {

    /** The geometric mean of the probability that is given to the true class in validation. */
    double confidence() {
      return Math.exp(-validationLoss);
    }
  }

  /** The swept value; null without a sweep over numbers. */
  @Nullable Double value() {
    return trials.getFirst().parameters().values().stream().findFirst().orElse(null)
            instanceof Number number
        ? (Double) number.doubleValue()
        : null;
  }

  int count() {
    return trials.size();
  }

  /** The epochs that all replicates have finished. */
  int epochs() {
    return trials.stream().mapToInt(trial -> trial.epochs().size()).min().orElseThrow();
  }

  /** How many images each validation figure is of. */
  int images() {
    return trials.getFirst().validation().images();
  }

  /** Validation accuracies after the last epoch. */
  Spread last() {
    return spread(trial -> trial.epochs().getLast().validationAccuracy());
  }

  /** Validation accuracies in the best epoch of each. */
  Spread best() {
    return spread(trial -> bestEpoch(trial).validationAccuracy());
  }

  /** Training accuracies in the last epoch. */
  Spread trainLast() {
    return spread(trial -> trial.epochs().getLast().trainAccuracy());
  }

  /** On the test split, scored once at the end; null unless images were held out. */
  @Nullable Spread test() {
    return trials.stream().anyMatch(trial -> trial.test() == null)
        ? null
        : spread(trial -> Objects.requireNonNull(trial.test()).accuracy());
  }

  /** The best epoch of each replicate, the first of equals. */
  List<Integer> bestEpochs() {
    return trials.stream().map(trial -> bestEpoch(trial).epoch()).toList();
  }

  /** How much better the last epochs are on training images than on validation images. */
  double gap() {
    return trainLast().mean() - last().mean();
  }

  /** How much of the best accuracy is gone by the last epoch. */
  double lostSinceBest() {
    return best().mean() - last().mean();
  }

  /** How much better the best replicate is than their mean, after the last epoch. */
  double luck() {
    return last().values().stream().max(Comparator.naturalOrder()).orElseThrow() - last().mean();
  }

  /** What the last three epochs have added to the validation accuracy. */
  double recentGain() {
    List<Row> rows = rows();
    return rows.getLast().validationAccuracy()
        - rows.get(Math.max(0, rows.size() - 1 - RECENT)).validationAccuracy();
  }

  /** How far the final accuracy is from another one, in its standard errors, without sign. */
  double errorsFrom(double accuracy) {
    return Math.abs(last().mean() - accuracy) / standardError();
  }

  /** The epoch with the smallest mean validation loss. */
  int lowestLossEpoch() {
    return rows().stream()
        .min(Comparator.comparingDouble(Row::validationLoss))
        .orElseThrow()
        .epoch();
  }

  /** How far the validation loss has risen from its smallest value, as a fraction of it. */
  double lossRise() {
    List<Row> rows = rows();
    return rows.getLast().validationLoss() / rows.get(lowestLossEpoch() - 1).validationLoss() - 1;
  }

  /** The binomial standard error of the accuracy in the last epoch. */
  double standardError() {
    return Evaluation.standardError(last().mean(), images());
  }

  /** Wrongly classified validation images after the last epoch, in the mean. */
  long errors() {
    return Math.round((1 - last().mean()) * images());
  }

  /** Seconds per epoch, in the mean. */
  double secondsPerEpoch() {
    return trials.stream()
        .flatMap(trial -> trial.epochs().stream())
        .mapToDouble(EpochMetrics::seconds)
        .average()
        .orElseThrow();
  }

  /** All epochs. */
  List<Row> rows() {
    return IntStream.range(0, epochs()).mapToObj(this::row).toList();
  }

  /** The first epoch whose mean validation accuracy is at least this high; 0 if none is. */
  int firstEpochAt(double accuracy) {
    return rows().stream()
        .filter(row -> row.validationAccuracy() >= accuracy)
        .findFirst()
        .map(Row::epoch)
        .orElse(0);
  }

  /**
   * The same trials with their scores on the test split, which other cells are validated on, for
   * their only epoch.
   */
  Cell onTest() {
    return new Cell(trials.stream().map(Cell::scoredOnTest).toList());
  }

  /** The final accuracies of this cell compared with those of another one. */
  Contrast against(Cell other) {
    List<TrialCurve> both =
        Stream.concat(
                trials.stream().map(trial -> labelled(trial, "this")),
                other.trials.stream().map(trial -> labelled(trial, "other")))
            .toList();
    List<SweepCell> cells = Sweep.of(new Curves(0, both), Metric.ACCURACY, null).cells();
    Gap gap =
        Stream.of(cells.getFirst(), cells.getLast())
            .map(SweepCell::finalGap)
            .filter(Objects::nonNull)
            .findFirst()
            .orElseThrow();
    double difference = last().mean() - other.last().mean();
    return new Contrast(
        Math.abs(difference) < EXACT ? 0 : difference,
        Objects.requireNonNull(gap.margin()),
        gap.toldApart(),
        Math.max(last().errorBar(), other.last().errorBar()),
        Math.min(count(), other.count()));
  }

  private Row row(int index) {
    return new Row(
        index + 1,
        mean(index, EpochMetrics::trainAccuracy),
        mean(index, EpochMetrics::validationAccuracy),
        mean(index, EpochMetrics::trainLoss),
        mean(index, EpochMetrics::validationLoss));
  }

  private double mean(int index, ToDoubleFunction<EpochMetrics> figure) {
    return spread(trial -> figure.applyAsDouble(trial.epochs().get(index))).mean();
  }

  private Spread spread(ToDoubleFunction<TrialCurve> figure) {
    return Spread.of(trials.stream().map(figure::applyAsDouble).toList());
  }

  private static EpochMetrics bestEpoch(TrialCurve trial) {
    EpochMetrics best = trial.epochs().getFirst();
    for (EpochMetrics epoch : trial.epochs()) {
      best = epoch.validationAccuracy() > best.validationAccuracy() ? epoch : best;
    }
    return best;
  }

  private static TrialCurve scoredOnTest(TrialCurve trial) {
    var test = Objects.requireNonNull(trial.test());
    EpochMetrics last = trial.epochs().getLast();
    return with(
        trial,
        trial.parameters(),
        List.of(
            new EpochMetrics(
                1,
                last.trainLoss(),
                last.trainAccuracy(),
                test.loss(),
                test.accuracy(),
                last.learningRate(),
                last.seconds())));
  }

  private static TrialCurve labelled(TrialCurve trial, String label) {
    return with(trial, Map.of("cell", label), trial.epochs());
  }

  private static TrialCurve with(
      TrialCurve trial, Map<String, Object> parameters, List<EpochMetrics> epochs) {
    return new TrialCurve(
        trial.trial(),
        trial.replicate(),
        trial.seed(),
        parameters,
        trial.status(),
        trial.validation(),
        trial.test(),
        epochs);
  }
}
