package dev.trainyard.experiment.ledger;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** How long an epoch of each trial takes: as measured in its own, or inferred from other trials. */
final class Pace {
  private final ToDoubleFunction<Trial> work;
  private final Map<Long, Double> byTrial = new HashMap<>();
  private final Map<Long, Integer> repeated = new HashMap<>();
  private final Map<String, List<Double>> byWorkload = new HashMap<>();
  private final List<Double> perWork = new ArrayList<>();

  private Pace(ToDoubleFunction<Trial> work) {
    this.work = work;
  }

  /**
   * The pace of trials.
   *
   * @param highlights with the latest epochs of those that have any
   * @param work what an epoch of a trial costs in proportion to those of the others; the same for
   *     all when that is not known
   * @return empty before the first epoch
   */
  static Optional<Pace> of(
      List<Trial> trials, Highlights highlights, ToDoubleFunction<Trial> work) {
    Pace pace = new Pace(work);
    for (Trial trial : trials) {
      pace.add(trial, highlights.recentSeconds(trial));
      pace.repeated.put(trial.id(), highlights.repeated(trial));
    }
    return pace.byTrial.isEmpty() ? Optional.empty() : Optional.of(pace);
  }

  private void add(Trial trial, List<Double> seconds) {
    if (!seconds.isEmpty()) {
      double usual = median(seconds);
      byTrial.put(trial.id(), usual);
      byWorkload.computeIfAbsent(trial.workload(), any -> new ArrayList<>()).add(usual);
      perWork.add(usual / work.applyAsDouble(trial));
    }
  }

  /** How many epochs a trial has before it, those included that it trains again. */
  int epochsLeft(Trial trial) {
    return trial.epochsTotal() - trial.epochsCompleted() + repeated.getOrDefault(trial.id(), 0);
  }

  double secondsPerEpoch(Trial trial) {
    Double own = byTrial.get(trial.id());
    if (own != null) {
      return own;
    }
    List<Double> alike = byWorkload.get(trial.workload());
    return alike != null ? median(alike) : median(perWork) * work.applyAsDouble(trial);
  }

  private static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1
        ? sorted[middle]
        : Arrays.stream(sorted, middle - 1, middle + 1).average().orElseThrow();
  }
}
