package dev.trainyard.experiment;

import dev.trainyard.catalog.Datasets;
import dev.trainyard.dataset.DatasetFacts;
import dev.trainyard.network.Network;
import dev.trainyard.problem.Problem;
import dev.trainyard.training.Checkpoint;
import dev.trainyard.training.TrainedModel;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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
   * The trials of an experiment that have become what they were to become, by number.
   *
   * @throws Problem 409 if there is none yet
   */
  List<Trial> completed(Experiment experiment) {
    List<Trial> completed =
        trials.findByExperimentIdOrderByNumber(experiment.id()).stream()
            .filter(trial -> trial.status() == Status.COMPLETED)
            .toList();
    if (completed.isEmpty()) {
      throw Problem.conflict(
          "experiment %d is %s and has no completed trial yet"
              .formatted(experiment.id(), experiment.status()));
    }
    return completed;
  }

  /**
   * The network of a trial.
   *
   * @param epoch after which; null for the one that the training is for: the best with {@code
   *     restoreBest}, else the last
   * @throws UnknownExperiment if there is none with this id
   * @throws Problem 404 if it has no such trial, or that has not finished an epoch
   */
  @Transactional(readOnly = true)
  public TrainedModel find(long experimentId, int number, @Nullable ModelEpoch epoch) {
    Experiment experiment =
        experiments.findById(experimentId).orElseThrow(() -> new UnknownExperiment(experimentId));
    Trial trial =
        trials
            .findByExperimentIdAndNumber(experimentId, number)
            .orElseThrow(() -> noSuchTrial(experimentId, number));
    TrialSpec spec = specs.trialSpec(experiment, trial);
    boolean best = epoch == null ? isBestWanted(spec) : epoch == ModelEpoch.BEST;
    Optional<Checkpoint> found =
        best ? checkpoints.best(trial.id(), trial.bestEpoch()) : checkpoints.latest(trial.id());
    return model(spec, found.orElseThrow(() -> noModel(trial)));
  }

  /** The epoch after which a completed trial's network is the one that the training is for. */
  static int epoch(TrialSpec spec, Trial trial) {
    return isBestWanted(spec) ? trial.bestEpoch() : trial.epochsCompleted();
  }

  private static boolean isBestWanted(TrialSpec spec) {
    return spec.training().restoresBest();
  }

  private static Problem noModel(Trial trial) {
    return Problem.notFound(
        trial.epochsCompleted() == 0
            ? "trial %d of experiment %d is %s and has no model before its first epoch has ended"
                .formatted(trial.number(), trial.experimentId(), trial.status())
            : "the best epoch of trial %d of experiment %d was not kept; ask for epoch=last"
                .formatted(trial.number(), trial.experimentId()));
  }

  static Problem noSuchTrial(long experimentId, int number) {
    return Problem.notFound("experiment %d has no trial %d".formatted(experimentId, number));
  }

  private TrainedModel model(TrialSpec spec, Checkpoint latest) {
    DatasetFacts facts = datasets.facts(spec.dataset());
    Network network = Datasets.fit(spec.network(), facts);
    int images = facts.train().count();
    int trained = images - spec.training().validation().heldOut(images);
    int steps = Math.ceilDiv(trained, spec.training().batchSize());
    return new TrainedModel(network, spec.training(), latest, latest.epoch() * steps);
  }
}
