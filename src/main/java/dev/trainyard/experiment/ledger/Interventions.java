package dev.trainyard.experiment.ledger;

import dev.trainyard.experiment.DeletionVeto;
import dev.trainyard.experiment.UnknownExperiment;
import dev.trainyard.outcome.Status;
import dev.trainyard.refusal.Refusal;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
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
   * Stops an experiment and keeps what it recorded; one that was cancelled stays as it is.
   *
   * @throws UnknownExperiment if there is none with this id
   * @throws Refusal CONFLICT if it has ended by itself
   */
  public void cancel(long id) {
    if (!stop(id)) {
      throw Refusal.conflict(
          "experiment %d is %s; only one that is QUEUED or RUNNING can be cancelled"
              .formatted(id, locked(id).status()));
    }
  }

  /**
   * Stops an experiment if it has not ended, and keeps what it recorded.
   *
   * @return whether any of its trials is cancelled, now or since an earlier call
   * @throws UnknownExperiment if there is none with this id
   */
  public boolean stop(long id) {
    Experiment experiment = locked(id);
    List<Trial> all = trials.findByExperimentIdOrderByNumber(id);
    List<Trial> open = all.stream().filter(trial -> !trial.status().isFinal()).toList();
    if (!open.isEmpty()) {
      Instant now = clock.instant();
      queue.remove(id);
      open.forEach(trial -> trial.cancel(now));
      chronicle.changed(experiment, open);
    }
    return all.stream().anyMatch(trial -> trial.status() == Status.CANCELLED);
  }

  /**
   * Deletes experiments with all that belongs to them, and with those that train their trials
   * again.
   *
   * @throws UnknownExperiment if there is none with one of the ids
   * @throws Refusal CONFLICT if another module needs one of them
   */
  public void delete(List<Long> ids) {
    List<Experiment> own = ids.stream().map(this::locked).toList();
    ids.forEach(id -> vetoes.forEach(veto -> veto.check(id)));
    List<Long> gone = new ArrayList<>(ids);
    for (int i = 0; i < gone.size(); i++) {
      experiments.retraining(gone.get(i)).forEach(again -> gone.add(again.id()));
    }
    gone.forEach(queue::remove);
    // The tables below them follow by foreign key, and so do those that train them again.
    experiments.deleteAll(own);
    experiments.flush();
    // Told last: a number that is drawn long before the commit is waited for in vain.
    chronicle.deleted(gone);
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
