package dev.trainyard.experiment;

import dev.trainyard.catalog.Datasets;
import dev.trainyard.dataset.DatasetFacts;
import dev.trainyard.network.Network;
import dev.trainyard.problem.Problem;
import dev.trainyard.training.Checkpoint;
import dev.trainyard.training.TrainedModel;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The networks as their trials have made them. */
@Component
class TrainedModels {
  private final ExperimentRows experiments;
  private final TrialRows trials;
  private final Checkpoints checkpoints;
  private final SpecStore specs;
  private final Datasets datasets;

  TrainedModels(
      ExperimentRows experiments,
      TrialRows trials,
      Checkpoints checkpoints,
      SpecStore specs,
      Datasets datasets) {
    this.experiments = experiments;
    this.trials = trials;
    this.checkpoints = checkpoints;
    this.specs = specs;
    this.datasets = datasets;
  }

  /**
   * The network of a trial after its last epoch, or so far.
   *
   * @throws UnknownExperiment if there is none with this id
   * @throws Problem 404 if it has no such trial, or that has not finished an epoch
   */
  @Transactional(readOnly = true)
  public TrainedModel find(long experimentId, int number) {
    Experiment experiment =
        experiments.findById(experimentId).orElseThrow(() -> new UnknownExperiment(experimentId));
    Trial trial =
        trials
            .findByExperimentIdAndNumber(experimentId, number)
            .orElseThrow(() -> noSuchTrial(experimentId, number));
    Checkpoint latest =
        checkpoints
            .latest(trial.id())
            .orElseThrow(
                () ->
                    Problem.notFound(
                        "trial %d of experiment %d is %s and has no model before its first epoch has ended"
                            .formatted(number, experimentId, trial.status())));
    return model(specs.trialSpec(experiment, trial), latest);
  }

  static Problem noSuchTrial(long experimentId, int number) {
    return Problem.notFound("experiment %d has no trial %d".formatted(experimentId, number));
  }

  private TrainedModel model(TrialSpec spec, Checkpoint latest) {
    DatasetFacts facts = datasets.facts(spec.dataset());
    Network network = Datasets.fit(spec.network(), facts);
    int steps = Math.ceilDiv(facts.train().count(), spec.training().batchSize());
    return new TrainedModel(network, spec.training(), latest, latest.epoch() * steps);
  }
}
