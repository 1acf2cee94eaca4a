package dev.trainyard.experiment.ledger;

import dev.trainyard.training.EpochMetrics;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The few epochs of each trial that an experiment's page shows or counts on. */
record Highlights(Map<Long, TreeMap<Integer, EpochMetrics>> byTrial) {

  static Highlights of(List<Epoch> epochs) {
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
                        TreeMap::new))));
  }

  @Nullable EpochMetrics best(Trial trial) {
    return of(trial).get(trial.bestEpoch());
  }

  @Nullable EpochMetrics last(Trial trial) {
    return of(trial).get(trial.epochsCompleted());
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
