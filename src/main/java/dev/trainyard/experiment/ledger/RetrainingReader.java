package dev.trainyard.experiment.ledger;

import dev.trainyard.experiment.Provenance;
import dev.trainyard.experiment.Retraining;
import dev.trainyard.experiment.Retrainings;
import dev.trainyard.experiment.TrialRecord;
import dev.trainyard.experiment.UnknownExperiment;
import dev.trainyard.training.EpochMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Shows trainings that repeat a trial, in a number of SQL statements that does not depend on how
 * many they are.
 */
@Component
@Transactional(readOnly = true)
class RetrainingReader implements Retrainings {

  /**
   * What is read of all of them at once.
   *
   * @param own by experiment
   * @param former by trial
   * @param epochs by trial
   * @param attempts by trial
   */
  private record Stored(
      Map<Long, Trial> own,
      Map<Long, Trial> former,
      Map<Long, List<Epoch>> epochs,
      Map<Long, List<Attempt>> attempts) {}

  private final RetrainingStart start;
  private final ExperimentRows experiments;
  private final TrialRows trials;
  private final EpochRows epochs;
  private final AttemptRows attempts;
  private final Summaries summaries;

  RetrainingReader(
      RetrainingStart start,
      ExperimentRows experiments,
      TrialRows trials,
      EpochRows epochs,
      AttemptRows attempts,
      Summaries summaries) {
    this.start = start;
    this.experiments = experiments;
    this.trials = trials;
    this.epochs = epochs;
    this.attempts = attempts;
    this.summaries = summaries;
  }

  @Override
  @Transactional
  public long start(long experimentId, int number) {
    return start.start(experimentId, number);
  }

  @Override
  public List<Retraining> of(long experimentId) {
    return retrainings(repeating(experimentId));
  }

  @Override
  public Optional<Retraining> find(long experimentId, long id) {
    return retrainings(repeating(experimentId).stream().filter(one -> one.id() == id).toList())
        .stream()
        .findFirst();
  }

  private List<Experiment> repeating(long experimentId) {
    if (!experiments.existsById(experimentId)) {
      throw new UnknownExperiment(experimentId);
    }
    return experiments.retraining(experimentId);
  }

  private List<Retraining> retrainings(List<Experiment> repeating) {
    Stored stored = read(repeating);
    return repeating.stream().flatMap(one -> retraining(one, stored).stream()).toList();
  }

  private Stored read(List<Experiment> repeating) {
    List<Trial> own =
        trials.findByExperimentIdInOrderByNumber(repeating.stream().map(Experiment::id).toList());
    List<Trial> former =
        trials.findAllById(repeating.stream().map(Experiment::retrainedTrialId).toList());
    List<Long> ids = Stream.concat(own.stream(), former.stream()).map(Trial::id).toList();
    return new Stored(
        own.stream().collect(Collectors.toMap(Trial::experimentId, Function.identity())),
        former.stream().collect(Collectors.toMap(Trial::id, Function.identity())),
        epochs.ofTrials(ids).stream().collect(Collectors.groupingBy(Epoch::trialId)),
        attempts.ofTrials(ids).stream().collect(Collectors.groupingBy(Attempt::trialId)));
  }

  /** Empty where it has been deleted since it was listed. */
  private Optional<Retraining> retraining(Experiment repeating, Stored stored) {
    Trial former = stored.former().get(repeating.retrainedTrialId());
    Trial own = stored.own().get(repeating.id());
    if (former == null || own == null) {
      return Optional.empty();
    }
    Highlights highlights = Highlights.of(stored.epochs().getOrDefault(own.id(), List.of()));
    List<Trial> all = List.of(own);
    return Optional.of(
        new Retraining(
            repeating.id(),
            former.experimentId(),
            former.number(),
            repeating.retrainedEpochs(),
            repeating.status(),
            own.reason(),
            summaries.progress(all, Pace.of(all, highlights, trial -> 1)),
            repeating.createdAt(),
            record(former, repeating.retrainedEpochs(), stored),
            record(own, repeating.retrainedEpochs(), stored)));
  }

  /** Of the epochs that both have; an attempt that went on from the last of them is none of it. */
  private TrialRecord record(Trial trial, int epochsInCommon, Stored stored) {
    List<EpochMetrics> metrics =
        stored.epochs().getOrDefault(trial.id(), List.of()).stream().map(Epoch::metrics).toList();
    List<Attempt> all = stored.attempts().getOrDefault(trial.id(), List.of());
    List<Provenance> provenances = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      int end = i + 1 < all.size() ? all.get(i + 1).fromEpoch() : trial.epochsCompleted();
      Provenance provenance = summaries.attempt(all.get(i)).provenance();
      int from = all.get(i).fromEpoch();
      if (provenance != null && from < Math.min(end, epochsInCommon)) {
        provenances.add(provenance);
      }
    }
    return new TrialRecord(metrics, provenances);
  }
}
