package dev.trainyard.experiment.ledger;

import dev.trainyard.engine.Checkpoint;
import dev.trainyard.experiment.Halving;
import dev.trainyard.experiment.Provenance;
import dev.trainyard.experiment.TrialSpec;
import dev.trainyard.experiment.evidence.FinalWord;
import dev.trainyard.outcome.Status;
import dev.trainyard.training.EpochMetrics;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Writes down what happens to trials, each step in one short transaction under the experiment's
 * lock. Steps of an attempt that is no longer the trial's own change nothing.
 */
@Component
@Transactional
public class TrialLedger {

  /** An epoch is on record, once the transaction in which this is published is committed. */
  public record EpochRecorded(TrialSpec spec, EpochMetrics metrics) {}

  /** A step in the life of a trial. */
  private interface Step {
    void take(Experiment experiment, Trial trial, Instant now);
  }

  private final ExperimentRows experiments;
  private final TrialRows trials;
  private final TrialHistory history;
  private final TrialQueue queue;
  private final EventLog chronicle;
  private final ApplicationEventPublisher listeners;
  private final Clock clock;

  TrialLedger(
      ExperimentRows experiments,
      TrialRows trials,
      TrialHistory history,
      TrialQueue queue,
      EventLog chronicle,
      ApplicationEventPublisher listeners,
      Clock clock) {
    this.experiments = experiments;
    this.trials = trials;
    this.history = history;
    this.queue = queue;
    this.chronicle = chronicle;
    this.listeners = listeners;
    this.clock = clock;
  }

  /**
   * Begins an attempt at a trial.
   *
   * @param process the name of this process
   * @param isolation why every trial is to have a process of its own; null if only a suspect is
   * @return empty when there is nothing to train: the trial was cancelled, deleted or submitted
   *     again
   */
  public Optional<ClaimedTrial> start(TrialTask task, String process, @Nullable String isolation) {
    return experiments
        .lock(task.experimentId())
        .flatMap(
            experiment ->
                current(task).flatMap(trial -> start(experiment, trial, process, isolation)));
  }

  private Optional<ClaimedTrial> start(
      Experiment experiment, Trial trial, String process, @Nullable String asked) {
    Instant now = clock.instant();
    if (trial.status() == Status.RUNNING) {
      abandon(experiment, trial);
    }
    try {
      TrialSpec spec = history.spec(experiment, trial);
      String suspicion = trial.deaths().suspicion();
      trial.start(now);
      chronicle.changed(experiment, List.of(trial));
      String isolation = suspicion == null ? asked : suspicion;
      return Optional.of(history.begin(experiment, trial, spec, process, isolation, now));
    } catch (UnreadableSpec e) {
      fail(experiment, trial, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private void fail(Experiment experiment, Trial trial, String reason) {
    trial.fail(reason, clock.instant());
    chronicle.changed(experiment, List.of(trial));
  }

  /** A trial cannot be begun or go on, whatever the reason: it is not tried for ever. */
  public void giveUp(TrialTask task, String reason) {
    experiments
        .lock(task.experimentId())
        .ifPresent(
            experiment ->
                current(task)
                    .filter(trial -> !trial.status().isFinal())
                    .ifPresent(
                        trial -> {
                          trial.fail(reason, clock.instant());
                          ended(experiment, trial);
                        }));
  }

  /** Notes what an attempt rests on. */
  public void describe(ClaimedTrial assignment, Provenance provenance) {
    history.describe(assignment, provenance);
  }

  /**
   * Records a finished epoch and the checkpoint behind it.
   *
   * @return false when the attempt may not record any more, and should stop
   */
  public boolean record(ClaimedTrial assignment, FinishedEpoch epoch) {
    return ifCurrent(
        assignment,
        (experiment, trial, now) -> {
          trial.epochCompleted(epoch.metrics(), assignment.spec().training().bestBy(), now);
          history.add(trial, epoch);
          chronicle.epoch(experiment, trial, epoch.metrics());
          listeners.publishEvent(new EpochRecorded(assignment.spec(), epoch.metrics()));
        });
  }

  /**
   * Puts the checkpoint of the last recorded epoch back that was dropped or damaged.
   *
   * @return false when the attempt may not record any more, and should stop
   */
  public boolean restore(ClaimedTrial assignment, Checkpoint checkpoint) {
    return ifCurrent(assignment, (experiment, trial, now) -> history.restore(trial, checkpoint));
  }

  /** Whether the attempt may still record; cheap enough to be asked often. */
  @Transactional(readOnly = true)
  public boolean isCurrent(ClaimedTrial assignment) {
    return trials.existsByIdAndAttemptAndStatus(
        assignment.trialId(), assignment.attempt(), Status.RUNNING);
  }

  /** Whether a trial has finished an epoch after some moment. */
  @Transactional(readOnly = true)
  public boolean hasEpochSince(TrialTask task, Instant moment) {
    return trials.existsByExperimentIdAndNumberAndLastEpochAtAfter(
        task.experimentId(), task.trial(), moment);
  }

  /** The epochs that earlier attempts have recorded, in order. */
  @Transactional(readOnly = true)
  public List<EpochMetrics> epochs(ClaimedTrial assignment) {
    return history.epochs(assignment.trialId());
  }

  /**
   * All is trained: of the checkpoint only the model is kept, and what it says of each image. What
   * waits for the others of its rung may have to go on, and keeps all of it.
   */
  public void complete(ClaimedTrial assignment, FinalWord word) {
    end(
        assignment,
        (experiment, trial, now) -> {
          trial.complete(word.test(), now);
          history.keep(trial, word.predictions());
          if (experiment.spec().halving() == null) {
            history.reduce(trial);
          }
        });
  }

  /** The training cannot go on, for a reason that its user understands. */
  public void fail(ClaimedTrial assignment, String reason) {
    end(assignment, (_, trial, now) -> trial.fail(reason, now));
  }

  /**
   * The process that trained nothing but this has died, and this one lives.
   *
   * @param how reads on after "it died": "by SIGKILL"
   */
  public void ownProcessDied(ClaimedTrial assignment, String how) {
    end(
        assignment,
        (_, trial, now) -> {
          trial.ownProcessDied(how, now);
          history.died(assignment, how);
        });
  }

  /** It got no memory where it shared that with others: it goes on where it has its own. */
  public void starved(ClaimedTrial assignment) {
    end(assignment, (_, trial, _) -> trial.starve());
  }

  /** This process stops; another one, or this one later, goes on from the last checkpoint. */
  public void giveBack(ClaimedTrial assignment) {
    end(assignment, (_, trial, _) -> trial.giveBack());
  }

  /**
   * Something that a trial needs cannot be had now: it goes back to the queue, and that it was
   * tried is not kept unless it came to an epoch.
   *
   * @param what is missing, for its user
   */
  public void await(ClaimedTrial assignment, String what) {
    end(
        assignment,
        (_, trial, _) -> {
          trial.await(what);
          if (trial.epochsCompleted() == assignment.epochsCompleted()) {
            history.withdraw(assignment);
          }
        });
  }

  /** Another process that trained this has died. */
  public void abandon(TrialTask task) {
    experiments
        .lock(task.experimentId())
        .ifPresent(
            experiment ->
                current(task)
                    .filter(trial -> trial.status() == Status.RUNNING)
                    .ifPresent(trial -> abandon(experiment, trial)));
  }

  private void abandon(Experiment experiment, Trial trial) {
    trial.abandon();
    chronicle.changed(experiment, List.of(trial));
  }

  private Optional<Trial> current(TrialTask task) {
    return trials
        .findByExperimentIdAndNumber(task.experimentId(), task.trial())
        .filter(trial -> trial.submission() == task.submission() && !trial.status().isFinal());
  }

  private void end(ClaimedTrial assignment, Step change) {
    ifCurrent(
        assignment,
        (experiment, trial, now) -> {
          change.take(experiment, trial, now);
          ended(experiment, trial);
        });
  }

  /** An attempt has ended, perhaps the last one of a rung, after which others go on. */
  private void ended(Experiment experiment, Trial trial) {
    Set<Trial> changed = new LinkedHashSet<>(List.of(trial));
    if (trial.status().isFinal()) {
      Halving halving = experiment.spec().halving();
      if (halving != null) {
        changed.addAll(promote(experiment, halving, trial));
      }
    }
    chronicle.changed(experiment, changed);
  }

  /**
   * Once all trials of a rung have ended, queues the best of them for the next one, with their
   * replicates if it is the last; of the others the models alone are kept.
   *
   * @param ended the last one, which belongs to a former rung where it had failed in that
   */
  private List<Trial> promote(Experiment experiment, Halving halving, Trial ended) {
    if (!Status.of(trials.statuses(experiment.id())).isFinal()) {
      return List.of();
    }
    List<Trial> all = trials.findByExperimentIdOrderByNumber(experiment.id());
    int rung = all.stream().mapToInt(Trial::epochsTotal).max().orElseThrow();
    int last = experiment.spec().training().epochs();
    OptionalInt next = halving.after(rung, last);
    List<Trial> reached = all.stream().filter(trial -> trial.epochsTotal() == rung).toList();
    List<Trial> going =
        new ArrayList<>(
            reached.stream()
                .filter(trial -> next.isPresent() && trial.status() == Status.COMPLETED)
                .sorted(
                    Comparator.comparingDouble(Trial::bestValidationAccuracy)
                        .reversed()
                        .thenComparingInt(Trial::number))
                .limit(halving.kept(reached.size()))
                .toList());
    Set<Trial> stopped = new HashSet<>(reached);
    stopped.add(ended);
    going.forEach(stopped::remove);
    stopped.forEach(history::reduce);
    going.forEach(trial -> trial.resubmit(next.getAsInt()));
    if (going.isEmpty()) {
      return going;
    }
    if (next.getAsInt() == last) {
      int number = all.size();
      for (Trial trial : List.copyOf(going)) {
        for (int replicate = 2; replicate <= experiment.spec().replicates(); replicate++) {
          going.add(trial.sibling(++number, replicate));
        }
      }
    }
    queue.goOn(experiment, going);
    return going;
  }

  private boolean ifCurrent(ClaimedTrial assignment, Step step) {
    Experiment experiment = experiments.lock(assignment.experimentId()).orElse(null);
    if (experiment == null) {
      return false;
    }
    Optional<Trial> trial =
        trials
            .findById(assignment.trialId())
            .filter(found -> found.isTrainedBy(assignment.attempt()));
    trial.ifPresent(found -> step.take(experiment, found, clock.instant()));
    return trial.isPresent();
  }
}
