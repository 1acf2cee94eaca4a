package dev.trainyard.experiment;

import dev.trainyard.problem.Problem;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What a user does to an experiment that exists, in whichever process it is trained. A process that
 * trains one of its trials notices within a mini-batch and a fraction of a second.
 */
@Component
@Transactional
class Interventions {
  private final ExperimentRows experiments;
  private final TrialRows trials;
  private final TrialHistory history;
  private final TrialQueue queue;
  private final Clock clock;

  Interventions(
      ExperimentRows experiments,
      TrialRows trials,
      TrialHistory history,
      TrialQueue queue,
      Clock clock) {
    this.experiments = experiments;
    this.trials = trials;
    this.history = history;
    this.queue = queue;
    this.clock = clock;
  }

  /**
   * Stops an experiment and keeps what it recorded; a cancelled one stays as it is.
   *
   * @throws UnknownExperiment if there is none with this id
   * @throws Problem 409 if it has ended by itself
   */
  public void cancel(long id) {
    Experiment experiment = lock(id);
    if (experiment.status() == Status.COMPLETED || experiment.status() == Status.FAILED) {
      throw Problem.conflict(
          "experiment %d is %s; only one that is QUEUED or RUNNING can be cancelled"
              .formatted(id, experiment.status()));
    }
    Instant now = clock.instant();
    queue.remove(id);
    List<Trial> own = trials.findByExperimentIdOrderByNumber(id);
    for (Trial trial : own) {
      if (trial.status() == Status.RUNNING) {
        history.end(trial, now);
      }
      if (!trial.status().isFinal()) {
        trial.cancel(now);
      }
    }
    follow(experiment, own, now);
  }

  /**
   * Deletes an experiment with all that belongs to it.
   *
   * @throws UnknownExperiment if there is none with this id
   */
  public void delete(long id) {
    Experiment experiment = lock(id);
    queue.remove(id);
    // The tables below it follow by foreign key.
    experiments.delete(experiment);
  }

  private Experiment lock(long id) {
    return experiments.lock(id).orElseThrow(() -> new UnknownExperiment(id));
  }

  private static void follow(Experiment experiment, List<Trial> trials, Instant now) {
    experiment.follow(trials.stream().map(Trial::status).toList(), now);
  }
}
