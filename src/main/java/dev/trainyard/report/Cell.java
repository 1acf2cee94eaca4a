package dev.trainyard.report;

import dev.trainyard.outcome.Binomial;
import dev.trainyard.outcome.Curves.TrialCurve;
import dev.trainyard.outcome.MeanCurve;
import dev.trainyard.outcome.Spread;
import dev.trainyard.outcome.ValidationImages;
import dev.trainyard.training.EpochMetrics;
import dev.trainyard.training.Validation;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * What the completed replicates of one cell come to; accuracies are 0 to 1.
 *
 * @param trials completed, at least one, by replicate
 */
record Cell(List<TrialCurve> trials) {
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

  /** Its epochs, in the mean. */
  MeanCurve curve() {
    return MeanCurve.of(trials);
  }

  /** The epochs that all replicates have finished. */
  int epochs() {
    return curve().rows().size();
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

  /**
   * How far the final accuracy is from another one that was taken on as many images, in binomial
   * standard errors of the difference, without sign.
   */
  double errorsFrom(double accuracy) {
    return Math.abs(last().mean() - accuracy)
        / Math.hypot(standardError(), Binomial.standardError(accuracy, images()));
  }

  /** The binomial standard error of the accuracy in the last epoch. */
  double standardError() {
    return Binomial.standardError(last().mean(), images());
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

  /**
   * The same trials with their scores on the test split, which other cells are validated on, for
   * their only epoch.
   */
  Cell onTest() {
    return new Cell(trials.stream().map(Cell::scoredOnTest).toList());
  }

  /** The trials as if a label were what was swept. */
  List<TrialCurve> labelled(String label) {
    return trials.stream()
        .map(trial -> with(trial, Map.of("cell", label), trial.validation(), trial.epochs()))
        .toList();
  }

  /** How the final accuracies differ from those of another cell. */
  Contrast against(Cell other) {
    return Contrast.of(this, other);
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
        new ValidationImages(Validation.Source.TEST, test.images()),
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

  private static TrialCurve with(
      TrialCurve trial,
      Map<String, Object> parameters,
      ValidationImages validation,
      List<EpochMetrics> epochs) {
    return new TrialCurve(
        trial.trial(),
        trial.replicate(),
        trial.seed(),
        parameters,
        trial.status(),
        validation,
        trial.test(),
        epochs);
  }
}
