package dev.trainyard.experiment;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Deletes experiments with all that belongs to them. */
@Component
class Removals {
  private final ExperimentRows experiments;
  private final TrialQueue queue;

  Removals(ExperimentRows experiments, TrialQueue queue) {
    this.experiments = experiments;
    this.queue = queue;
  }

  /**
   * Deletes an experiment. A process that trains one of its trials notices within a mini-batch.
   *
   * @throws UnknownExperiment if there is none with this id
   */
  @Transactional
  public void delete(long id) {
    Experiment experiment = experiments.lock(id).orElseThrow(() -> new UnknownExperiment(id));
    queue.remove(id);
    // The tables below it follow by foreign key.
    experiments.delete(experiment);
  }
}
