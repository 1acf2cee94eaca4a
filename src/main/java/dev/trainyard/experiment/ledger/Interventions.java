package dev.trainyard.experiment.ledger;

import dev.trainyard.experiment.DeletionVeto;
import dev.trainyard.experiment.UnknownExperiment;
import dev.trainyard.outcome.Status;
import dev.trainyard.refusal.Refusal;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What a user does to an experiment that exists, in whichever process it is trained. A process that
 * trains one of its trials notices within a mini-batch and a fraction of a second.
 */
@Component
@Transactional
public class Interventions {
  private final ExperimentRows experiments;
  private final TrialRows trials;
  private final EventLog chronicle;
  private final TrialQueue queue;
  private final ObjectProvider<DeletionVeto> vetoes;
  private final Clock clock;

  Interventions(
      ExperimentRows experiments,
      TrialRows trials,
      EventLog chronicle,
      TrialQueue queue,
      ObjectProvider<DeletionVeto> vetoes,
      Clock clock) {
    this.experiments = experiments;
    this.trials = trials;
    this.chronicle = chronicle;
    this.queue = queue;
    this.vetoes = vetoes;
    this.clock = clock;
  }

  /**
   * Stops an experiment and keeps what it recorded; a cancelled one stays as it is.
   *
   * @throws UnknownExperiment if there is none with this id
   * @throws Refusal CONFLICT if it has ended by itself
   */
  public void cancel(long id) {
    Experiment experiment = locked(id);
    if (experiment.status() == Status.COMPLETED || experiment.status() == Status.FAILED) {
      throw Refusal.conflict(
          "experiment %d is %s; only one that is QUEUED or RUNNING can be cancelled"
              .formatted(id, experiment.status()));
    }
    Instant now = clock.instant();
    queue.remove(id);
    List<Trial> open =
        trials.findByExperimentIdOrderByNumber(id).stream()
            .filter(trial -> !trial.status().isFinal())
            .toList();
    open.forEach(trial -> trial.cancel(now));
    chronicle.changed(experiment, open);
  }

  /**
   * Deletes an experiment with all that belongs to it.
   *
   * @throws UnknownExperiment if there is none with this id
   * @throws Refusal CONFLICT if another module needs it
   */
  public void delete(long id) {
    Experiment experiment = locked(id);
    vetoes.forEach(veto -> veto.check(id));
    queue.remove(id);
    chronicle.deleted(experiment);
    // The tables below it follow by foreign key.
    experiments.delete(experiment);
  }

  /**
   * Keeps an experiment as it is until the caller's transaction ends, and tells its status.
   *
   * @throws UnknownExperiment if there is none with this id
   */
  public Status lock(long id) {
    return locked(id).status();
  }

  private Experiment locked(long id) {
    return experiments.lock(id).orElseThrow(() -> new UnknownExperiment(id));
  }
}
