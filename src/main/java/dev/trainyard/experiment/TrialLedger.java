package dev.trainyard.experiment;

import dev.trainyard.training.Checkpoint;
import dev.trainyard.training.EpochMetrics;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Writes down what happens to trials, each step in one short transaction under the experiment's
 * lock. Steps of an attempt that is no longer the trial's own change nothing.
 */
@Component
@Transactional
class TrialLedger {
  private final ExperimentRows experiments;
  private final TrialRows trials;
  private final TrialHistory history;
  private final SpecStore specs;
  private final Clock clock;

  TrialLedger(
      ExperimentRows experiments,
      TrialRows trials,
      TrialHistory history,
      SpecStore specs,
      Clock clock) {
    this.experiments = experiments;
    this.trials = trials;
    this.history = history;
    this.specs = specs;
    this.clock = clock;
  }

  /**
   * Begins an attempt at a trial.
   *
   * @param process the name of this process
   * @return empty when there is nothing to train: the trial was cancelled, deleted, submitted again
   *     or has died too often
   */
  Optional<Assignment> start(TrialTask task, String process) {
    Experiment experiment = experiments.lock(task.experimentId()).orElse(null);
    Trial trial = experiment == null ? null : current(task).orElse(null);
    if (experiment == null || trial == null) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    if (trial.status() == Status.RUNNING) {
      abandon(trial, now);
    }
    if (trial.isHopeless()) {
      trial.fail(
          "its process died %d times before an epoch was finished; it may need more memory than there is"
              .formatted(Trial.MOST_FRUITLESS_ATTEMPTS),
          now);
      follow(experiment, now);
      return Optional.empty();
    }
    trial.start(now);
    history.begin(trial, process, now);
    follow(experiment, now);
    return Optional.of(
        new Assignment(
            experiment.id(),
            trial.number(),
            trial.id(),
            trial.attempt(),
            trial.epochsCompleted(),
            specs.trialSpec(experiment, trial)));
  }

  /** Notes what an attempt rests on. */
  void describe(Assignment assignment, Provenance provenance) {
    history.describe(assignment, provenance);
  }

  /**
   * Records a finished epoch and the checkpoint behind it.
   *
   * @return false when the attempt may not record any more, and should stop
   */
  boolean record(Assignment assignment, EpochMetrics metrics, Checkpoint checkpoint) {
    return ifCurrent(
        assignment,
        (trial, now) -> {
          trial.epochCompleted(metrics, now);
          history.add(trial, metrics, checkpoint);
        });
  }

  /** Whether the attempt may still record; cheap enough to be asked often. */
  @Transactional(readOnly = true)
  boolean isCurrent(Assignment assignment) {
    return trials.existsByIdAndAttemptAndStatus(
        assignment.trialId(), assignment.attempt(), Status.RUNNING);
  }

  /** All epochs are done: of the checkpoint only the model is kept. */
  void complete(Assignment assignment) {
    end(
        assignment,
        (trial, now) -> {
          trial.complete(now);
          history.reduce(trial);
        });
  }

  /** The training cannot go on, for a reason that its user understands. */
  void fail(Assignment assignment, String reason) {
    end(assignment, (trial, now) -> trial.fail(reason, now));
  }

  /** This process stops; another one, or this one later, goes on from the last checkpoint. */
  void giveBack(Assignment assignment) {
    end(assignment, (trial, now) -> trial.giveBack());
  }

  /** Another process that trained this has died. */
  void abandon(TrialTask task) {
    Instant now = clock.instant();
    experiments
        .lock(task.experimentId())
        .ifPresent(
            experiment ->
                current(task)
                    .filter(trial -> trial.status() == Status.RUNNING)
                    .ifPresent(
                        trial -> {
                          abandon(trial, now);
                          follow(experiment, now);
                        }));
  }

  private Optional<Trial> current(TrialTask task) {
    return trials
        .findByExperimentIdAndNumber(task.experimentId(), task.trial())
        .filter(trial -> trial.submission() == task.submission() && !trial.status().isFinal());
  }

  private void abandon(Trial trial, Instant now) {
    trial.abandon();
    history.end(trial, now);
  }

  private void end(Assignment assignment, BiConsumer<Trial, Instant> change) {
    ifCurrent(
        assignment,
        (trial, now) -> {
          change.accept(trial, now);
          history.end(trial, now);
          follow(experiments.getReferenceById(assignment.experimentId()), now);
        });
  }

  private boolean ifCurrent(Assignment assignment, BiConsumer<Trial, Instant> change) {
    Optional<Trial> trial =
        experiments
            .lock(assignment.experimentId())
            .flatMap(experiment -> trials.findById(assignment.trialId()))
            .filter(found -> found.isTrainedBy(assignment.attempt()));
    trial.ifPresent(found -> change.accept(found, clock.instant()));
    return trial.isPresent();
  }

  private void follow(Experiment experiment, Instant now) {
    experiment.follow(trials.statuses(experiment.id()), now);
  }
}
