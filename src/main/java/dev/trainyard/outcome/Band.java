package dev.trainyard.outcome;

import dev.trainyard.outcome.Curves.TrialCurve;
import dev.trainyard.training.EpochMetrics;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Several trials' values as they go from epoch to epoch.
 *
 * @param epochs over the trials that have finished the epoch; the first is epoch 1
 */
public record Band(List<Spread> epochs) {

  /** Of one value of each epoch. */
  public static Band of(List<TrialCurve> trials, ToDoubleFunction<EpochMetrics> value) {
    int last = trials.stream().mapToInt(trial -> trial.epochs().size()).max().orElse(0);
    return new Band(IntStream.range(0, last).mapToObj(i -> at(i, trials, value)).toList());
  }

  private static Spread at(
      int index, List<TrialCurve> trials, ToDoubleFunction<EpochMetrics> value) {
    return Spread.of(
        trials.stream()
            .filter(trial -> trial.epochs().size() > index)
            .map(trial -> value.applyAsDouble(trial.epochs().get(index)))
            .toList());
  }

  public double[] means() {
    return epochs.stream().mapToDouble(Spread::mean).toArray();
  }

  /** What an error bar reaches to each side. */
  public double[] errorBars() {
    return epochs.stream().mapToDouble(Spread::errorBar).toArray();
  }
}
