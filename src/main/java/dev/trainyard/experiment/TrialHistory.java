package dev.trainyard.experiment;

import dev.trainyard.training.Checkpoint;
import dev.trainyard.training.EpochMetrics;
import java.time.Instant;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** What a trial leaves behind: attempts, epochs and the last checkpoint. */
@Component
class TrialHistory {
  private final AttemptRows attempts;
  private final EpochRows epochs;
  private final Checkpoints checkpoints;
  private final JsonMapper json;

  TrialHistory(AttemptRows attempts, EpochRows epochs, Checkpoints checkpoints, JsonMapper json) {
    this.attempts = attempts;
    this.epochs = epochs;
    this.checkpoints = checkpoints;
    this.json = json;
  }

  void begin(Trial trial, String process, Instant now) {
    attempts.save(new Attempt(trial, process, now));
  }

  void describe(Assignment assignment, Provenance provenance) {
    attempts
        .findById(new Attempt.Key(assignment.trialId(), assignment.attempt()))
        .ifPresent(attempt -> attempt.describe(json.writeValueAsString(provenance)));
  }

  void add(Trial trial, EpochMetrics metrics, Checkpoint checkpoint) {
    epochs.save(new Epoch(trial.id(), metrics));
    checkpoints.save(trial.id(), checkpoint);
  }

  /** Keeps the model alone. */
  void reduce(Trial trial) {
    checkpoints.reduce(trial.id());
  }

  void end(Trial trial, Instant now) {
    attempts
        .findById(new Attempt.Key(trial.id(), trial.attempt()))
        .ifPresent(attempt -> attempt.end(now));
  }
}
