package dev.trainyard.experiment.ledger;

import dev.trainyard.engine.Checkpoint;
import dev.trainyard.experiment.Provenance;
import dev.trainyard.experiment.TrialSpec;
import dev.trainyard.experiment.evidence.PredictionRows;
import dev.trainyard.experiment.evidence.ScoredPredictions;
import dev.trainyard.training.EpochMetrics;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What a trial leaves behind: attempts, epochs and the last checkpoint. */
@Component
class TrialHistory {
  private final AttemptRows attempts;
  private final EpochRows epochs;
  private final Checkpoints checkpoints;
  private final PredictionRows predictions;
  private final StoredSpecs specs;
  private final JsonColumn.OfProvenance provenances;

  TrialHistory(
      AttemptRows attempts,
      EpochRows epochs,
      Checkpoints checkpoints,
      PredictionRows predictions,
      StoredSpecs specs,
      JsonColumn.OfProvenance provenances) {
    this.attempts = attempts;
    this.epochs = epochs;
    this.checkpoints = checkpoints;
    this.predictions = predictions;
    this.specs = specs;
    this.provenances = provenances;
  }

  /**
   * What a trial trains.
   *
   * @throws UnreadableSpec if this version of the service cannot read it
   */
  TrialSpec spec(Experiment experiment, Trial trial) {
    return specs.trial(experiment, trial);
  }

  /**
   * Notes the beginning of the attempt that the trial has just started.
   *
   * @param isolation why it has a process of its own; null if it has none
   */
  ClaimedTrial begin(
      Experiment experiment,
      Trial trial,
      TrialSpec spec,
      String process,
      @Nullable String isolation,
      Instant now) {
    String engine = engine(experiment, trial);
    attempts.save(new Attempt(trial, process, isolation, now));
    return new ClaimedTrial(
        trial.experimentId(),
        trial.number(),
        trial.id(),
        trial.attempt(),
        trial.epochsCompleted(),
        trial.epochsTotal(),
        engine,
        isolation,
        trial.deaths(),
        spec);
  }

  /** What trained the trial's last epoch or, before its first one, that of the trial it repeats. */
  private @Nullable String engine(Experiment experiment, Trial trial) {
    if (trial.epochsCompleted() > 0) {
      return engine(trial.id(), trial.epochsCompleted());
    }
    Long repeated = experiment.retrainedTrialId();
    return repeated == null ? null : engine(repeated, experiment.retrainedEpochs());
  }

  /**
   * What trained the last of a trial's first epochs; null where that was not noted.
   *
   * @param epochs at least 1
   */
  @Nullable String engine(long trialId, int epochs) {
    return attempts.ofTrial(trialId).reversed().stream()
        .filter(attempt -> attempt.fromEpoch() < epochs)
        .flatMap(attempt -> Stream.ofNullable(attempt.provenance()))
        .map(Provenance::engine)
        .findFirst()
        .orElse(null);
  }

  /** Notes what an attempt rests on; nothing happens if it was deleted. */
  void describe(ClaimedTrial assignment, Provenance provenance) {
    attempts.describe(key(assignment), provenances.of(provenance));
  }

  /** Takes an attempt out of the record that has come to nothing. */
  void withdraw(ClaimedTrial assignment) {
    attempts.withdraw(key(assignment));
  }

  /** Notes how the process of an attempt's own died. */
  void died(ClaimedTrial assignment, String how) {
    attempts.died(key(assignment), how);
  }

  private static Attempt.Key key(ClaimedTrial assignment) {
    return new Attempt.Key(assignment.trialId(), assignment.attempt());
  }

  /** All finished epochs in order. */
  List<EpochMetrics> epochs(long trialId) {
    return epochs.ofTrial(trialId).stream().map(Epoch::metrics).toList();
  }

  /** Adds a finished epoch, which the trial has counted. */
  void add(Trial trial, FinishedEpoch epoch) {
    checkpoints.keepBest(trial.id(), trial.bestEpoch());
    epochs.save(new Epoch(trial.id(), epoch));
    checkpoints.save(trial.id(), epoch.checkpoint());
  }

  /** Puts the checkpoint of the last epoch back. */
  void restore(Trial trial, Checkpoint checkpoint) {
    checkpoints.save(trial.id(), checkpoint);
  }

  /** Keeps the model alone. */
  void reduce(Trial trial) {
    checkpoints.reduce(trial.id());
  }

  /** Keeps what the model says of each image. */
  void keep(Trial trial, List<ScoredPredictions> said) {
    predictions.replace(trial.id(), said);
  }
}
