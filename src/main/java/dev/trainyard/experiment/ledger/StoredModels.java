package dev.trainyard.experiment.ledger;

import dev.trainyard.catalog.Datasets;
import dev.trainyard.dataset.DatasetFacts;
import dev.trainyard.engine.Checkpoint;
import dev.trainyard.engine.TrainedModel;
import dev.trainyard.experiment.CompletedTrial;
import dev.trainyard.experiment.ModelEpoch;
import dev.trainyard.experiment.ModelFacts;
import dev.trainyard.experiment.TrainedModels;
import dev.trainyard.experiment.TrialSpec;
import dev.trainyard.experiment.UnknownExperiment;
import dev.trainyard.experiment.UnknownTrial;
import dev.trainyard.network.Network;
import dev.trainyard.outcome.Status;
import dev.trainyard.refusal.Refusal;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Reads trained networks out of their checkpoints. */
@Component
class StoredModels implements TrainedModels {
  private final ExperimentRows experiments;
  private final TrialRows trials;
  private final Checkpoints checkpoints;
  private final TrialHistory history;
  private final Summaries summaries;
  private final Datasets datasets;

  StoredModels(
      ExperimentRows experiments,
      TrialRows trials,
      Checkpoints checkpoints,
      TrialHistory history,
      Summaries summaries,
      Datasets datasets) {
    this.experiments = experiments;
    this.trials = trials;
    this.checkpoints = checkpoints;
    this.history = history;
    this.summaries = summaries;
    this.datasets = datasets;
  }

  @Override
  @Transactional(readOnly = true)
  public List<CompletedTrial> completed(long experimentId) {
    Experiment experiment = find(experimentId);
    DatasetFacts facts = summaries.dataset(experiment);
    List<Trial> all = trials.findByExperimentIdOrderByNumber(experimentId);
    Predicate<Trial> pruned = Summaries.pruned(experiment, all);
    List<CompletedTrial> completed =
        all.stream()
            .filter(trial -> trial.status() == Status.COMPLETED)
            .filter(pruned.negate())
            .map(trial -> completed(experiment, trial, facts))
            .toList();
    if (completed.isEmpty()) {
      throw Refusal.conflict(
          "experiment %d is %s and has no completed trial %s"
              .formatted(
                  experimentId,
                  experiment.status(),
                  all.stream().anyMatch(pruned)
                      ? "but those that its halving has stopped early"
                      : "yet"));
    }
    return completed;
  }

  private CompletedTrial completed(Experiment experiment, Trial trial, DatasetFacts facts) {
    TrialSpec spec = summaries.spec(experiment, trial);
    return new CompletedTrial(
        trial.id(),
        trial.number(),
        trial.replicate(),
        trial.seed(),
        trial.parameters(),
        spec.dataset(),
        summaries.validation(experiment, trial, facts),
        isBestWanted(spec) ? trial.bestEpoch() : trial.epochsCompleted());
  }

  @Override
  @Transactional(readOnly = true)
  public TrainedModel find(long experimentId, int number, @Nullable ModelEpoch epoch) {
    Trial trial = trial(experimentId, number);
    TrialSpec spec = summaries.spec(find(experimentId), trial);
    try {
      Optional<Checkpoint> found =
          isBest(epoch, spec)
              ? checkpoints.best(trial.id(), trial.bestEpoch())
              : checkpoints.latest(trial.id());
      return model(trial, spec, found.orElseThrow(() -> noModel(trial)));
    } catch (Checkpoints.Damaged e) {
      throw Refusal.unavailable(
          "the model of trial %d of experiment %d is damaged where it is stored (%s); its operator can put a backup in place of the database, and the trial can be trained again"
              .formatted(number, experimentId, e.getMessage()));
    }
  }

  @Override
  @Transactional(readOnly = true)
  public ModelFacts facts(long experimentId, int number, @Nullable ModelEpoch epoch) {
    Experiment experiment = find(experimentId);
    Trial trial = trial(experimentId, number);
    TrialSpec spec = summaries.spec(experiment, trial);
    int asked = isBest(epoch, spec) ? trial.bestEpoch() : trial.epochsCompleted();
    if (asked == 0) {
      throw noModel(trial);
    }
    return new ModelFacts(
        trial.id(),
        spec,
        asked,
        checkpoints.isKept(trial.id(), asked),
        trial.status() == Status.COMPLETED);
  }

  private Trial trial(long experimentId, int number) {
    find(experimentId);
    return trials
        .findByExperimentIdAndNumber(experimentId, number)
        .orElseThrow(() -> new UnknownTrial(experimentId, number));
  }

  private static boolean isBest(@Nullable ModelEpoch epoch, TrialSpec spec) {
    return epoch == null ? isBestWanted(spec) : epoch == ModelEpoch.BEST;
  }

  private Experiment find(long experimentId) {
    return experiments
        .findById(experimentId)
        .orElseThrow(() -> new UnknownExperiment(experimentId));
  }

  private static boolean isBestWanted(TrialSpec spec) {
    return spec.training().restoresBest();
  }

  private static Refusal noModel(Trial trial) {
    return Refusal.unknown(
        trial.epochsCompleted() == 0
            ? "trial %d of experiment %d is %s and has no model before its first epoch has ended"
                .formatted(trial.number(), trial.experimentId(), trial.status())
            : "the best epoch of trial %d of experiment %d was not kept; ask for epoch=last"
                .formatted(trial.number(), trial.experimentId()));
  }

  private TrainedModel model(Trial trial, TrialSpec spec, Checkpoint kept) {
    DatasetFacts facts = datasets.facts(spec.dataset());
    Network network = Datasets.fit(spec.network(), facts);
    int images = facts.train().count();
    int trained = images - spec.training().validation().heldOut(images);
    int steps = Math.ceilDiv(trained, spec.training().batchSize());
    return new TrainedModel(
        network,
        spec.training(),
        kept,
        kept.epoch() * steps,
        history.engine(trial.id(), kept.epoch()));
  }
}
