package dev.trainyard.experiment.ledger;

import dev.trainyard.training.EpochMetrics;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The few epochs of each trial that an experiment's page shows or counts on.
 *
 * @param reduced the trials of which the model alone is kept
 */
record Highlights(Map<Long, TreeMap<Integer, EpochMetrics>> byTrial, Set<Long> reduced) {

  static Highlights of(List<Epoch> epochs) {
    return of(epochs, Set.of());
  }

  static Highlights of(List<Epoch> epochs, Set<Long> reduced) {
    return new Highlights(
        epochs.stream()
            .map(epoch -> Map.entry(epoch.trialId(), epoch.metrics()))
            .collect(
                Collectors.groupingBy(
                    Map.Entry::getKey,
                    Collectors.toMap(
                        entry -> entry.getValue().epoch(),
                        Map.Entry::getValue,
                        (one, same) -> one,
                        TreeMap::new))),
        reduced);
  }

  @Nullable EpochMetrics best(Trial trial) {
    return of(trial).get(trial.bestEpoch());
  }

  @Nullable EpochMetrics last(Trial trial) {
    return of(trial).get(trial.epochsCompleted());
  }

  /**
   * The epochs that a trial trains again, to the same bits, to get back what training needs and was
   * not kept.
   */
  int repeated(Trial trial) {
    return !trial.status().isFinal() && reduced.contains(trial.id()) ? trial.epochsCompleted() : 0;
  }

  /** How long the trial's latest epochs took, in seconds. */
  List<Double> recentSeconds(Trial trial) {
    return of(trial).tailMap(trial.epochsCompleted() - EpochRows.RECENT, false).values().stream()
        .map(EpochMetrics::seconds)
        .toList();
  }

  private TreeMap<Integer, EpochMetrics> of(Trial trial) {
    return byTrial.getOrDefault(trial.id(), new TreeMap<>());
  }
}
