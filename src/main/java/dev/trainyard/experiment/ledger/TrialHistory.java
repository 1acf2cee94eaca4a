package dev.trainyard.experiment.ledger;

import dev.trainyard.experiment.Provenance;
import dev.trainyard.training.EpochMetrics;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/** What a trial leaves behind: attempts, epochs and the last checkpoint. */
@Component
class TrialHistory {
  private final AttemptRows attempts;
  private final EpochRows epochs;
  private final Checkpoints checkpoints;
  private final SpecStore specs;

  TrialHistory(AttemptRows attempts, EpochRows epochs, Checkpoints checkpoints, SpecStore specs) {
    this.attempts = attempts;
    this.epochs = epochs;
    this.checkpoints = checkpoints;
    this.specs = specs;
  }

  /** Notes the beginning of the attempt that the trial has just started. */
  ClaimedTrial begin(Experiment experiment, Trial trial, String process, Instant now) {
    attempts.save(new Attempt(trial, process, now));
    return new ClaimedTrial(
        experiment.id(),
        trial.number(),
        trial.id(),
        trial.attempt(),
        trial.epochsCompleted(),
        specs.trialSpec(experiment, trial));
  }

  /** Notes what an attempt rests on; nothing happens if it was deleted. */
  void describe(ClaimedTrial assignment, Provenance provenance) {
    Attempt.Key key = new Attempt.Key(assignment.trialId(), assignment.attempt());
    attempts.describe(key, specs.write(provenance));
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

  /** Keeps the model alone. */
  void reduce(Trial trial) {
    checkpoints.reduce(trial.id());
  }
}
