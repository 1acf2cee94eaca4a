package dev.trainyard.experiment.ledger;

import dev.trainyard.catalog.Datasets;
import dev.trainyard.dataset.DatasetFacts;
import dev.trainyard.experiment.GroupStanding;
import dev.trainyard.outcome.Status;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Shows experiments that belong together, in a number of SQL statements that does not depend on how
 * many they are.
 */
@Component
@Transactional(readOnly = true)
public class GroupReader {

  /** What is read of all experiments at once. */
  private record Stored(
      Map<Long, Experiment> experiments, Map<Long, List<Trial>> trials, Highlights latest) {}

  private final ExperimentRows experiments;
  private final TrialRows trials;
  private final EpochRows epochs;
  private final Summaries summaries;
  private final Datasets datasets;

  GroupReader(
      ExperimentRows experiments,
      TrialRows trials,
      EpochRows epochs,
      Summaries summaries,
      Datasets datasets) {
    this.experiments = experiments;
    this.trials = trials;
    this.epochs = epochs;
    this.summaries = summaries;
    this.datasets = datasets;
  }

  /**
   * Where each of several groups stands.
   *
   * @param groups the ids of the experiments of each, in the order in which they were queued
   * @return in the order of the groups; empty for one of which an experiment is not there
   */
  public List<Optional<GroupStanding>> standings(List<List<Long>> groups) {
    List<Long> ids = groups.stream().flatMap(List::stream).toList();
    Stored stored =
        new Stored(
            experiments.findAllById(ids).stream()
                .collect(Collectors.toMap(Experiment::id, Function.identity())),
            trials.findByExperimentIdInOrderByNumber(ids).stream()
                .collect(Collectors.groupingBy(Trial::experimentId)),
            Highlights.of(epochs.latest(ids)));
    return groups.stream()
        .map(
            group ->
                stored.experiments().keySet().containsAll(group)
                        && stored.trials().keySet().containsAll(group)
                    ? Optional.of(standing(group, stored))
                    : Optional.<GroupStanding>empty())
        .toList();
  }

  private GroupStanding standing(List<Long> ids, Stored stored) {
    List<Experiment> group = ids.stream().map(stored.experiments()::get).toList();
    List<Trial> all = ids.stream().map(stored.trials()::get).flatMap(List::stream).toList();
    Map<Long, Double> work = new HashMap<>();
    group.forEach(one -> work.put(one.id(), multiplyAdds(one)));
    Optional<Pace> pace =
        Pace.of(
            all, stored.latest(), trial -> Objects.requireNonNull(work.get(trial.experimentId())));
    Status status = Status.of(group.stream().map(Experiment::status).toList());
    return new GroupStanding(
        status,
        summaries.progress(all, pace),
        group.stream()
            .map(one -> member(one, stored.trials().getOrDefault(one.id(), List.of()), pace))
            .toList(),
        instants(group, Experiment::startedAt).stream().min(Comparator.naturalOrder()).orElse(null),
        status.isFinal()
            ? instants(group, Experiment::finishedAt).stream()
                .max(Comparator.naturalOrder())
                .orElse(null)
            : null);
  }

  private GroupStanding.Member member(Experiment one, List<Trial> own, Optional<Pace> pace) {
    return new GroupStanding.Member(
        one.id(), one.name(), one.status(), summaries.progress(own, pace));
  }

  /** Of the network as it stands in the spec; a sweep may vary it. */
  private double multiplyAdds(Experiment experiment) {
    DatasetFacts facts = datasets.facts(experiment.spec().dataset());
    return Datasets.fit(experiment.layers(), facts).multiplyAdds();
  }

  private static Collection<Instant> instants(
      List<Experiment> group, Function<Experiment, @Nullable Instant> of) {
    return group.stream().map(of).filter(Objects::nonNull).toList();
  }
}
