package dev.trainyard.experiment.ledger;

import dev.trainyard.experiment.ExperimentSpec;
import dev.trainyard.experiment.Halving;
import dev.trainyard.experiment.UnknownExperiment;
import dev.trainyard.experiment.spec.CellLimits;
import dev.trainyard.outcome.Status;
import dev.trainyard.refusal.Refusal;
import dev.trainyard.training.Averaging;
import dev.trainyard.training.Schedule;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Lets experiments that have ended go on. */
@Component
public class Resumption {
  private static final String EPOCHS = "training.epochs";

  private final ExperimentRows experiments;
  private final TrialRows trials;
  private final TrialQueue queue;
  private final JsonColumn.OfSpec specs;
  private final StoredSpecs cells;
  private final EventLog chronicle;
  private final CellLimits limits;

  Resumption(
      ExperimentRows experiments,
      TrialRows trials,
      TrialQueue queue,
      JsonColumn.OfSpec specs,
      StoredSpecs cells,
      EventLog chronicle,
      CellLimits limits) {
    this.experiments = experiments;
    this.trials = trials;
    this.queue = queue;
    this.specs = specs;
    this.cells = cells;
    this.chronicle = chronicle;
    this.limits = limits;
  }

  /**
   * Lets an experiment go on from its last checkpoints.
   *
   * @param epochs that every trial is to have in the end; null for as many as before
   * @throws UnknownExperiment if there is none with this id
   * @throws Refusal CONFLICT if it has not ended or there is nothing left to do, INVALID if it has
   *     that many epochs already
   */
  @Transactional
  public void resume(long id, @Nullable Integer epochs) {
    Experiment experiment = experiments.lock(id).orElseThrow(() -> new UnknownExperiment(id));
    if (!experiment.status().isFinal()) {
      throw Refusal.conflict(
          "experiment %d is %s; only one that has ended can be resumed"
              .formatted(id, experiment.status()));
    }
    List<Trial> own = trials.findByExperimentIdOrderByNumber(id);
    if (epochs != null) {
      extend(experiment, own, epochs);
    }
    List<Trial> unfinished =
        own.stream()
            .filter(
                trial ->
                    trial.status() != Status.COMPLETED
                        || (epochs != null
                            && !trial.stoppedEarly()
                            && trial.epochsCompleted() < epochs))
            .toList();
    if (unfinished.isEmpty()) {
      throw Refusal.conflict(
          own.stream().anyMatch(Trial::stoppedEarly)
              ? "experiment %d is COMPLETED, and early stopping would end its trials where it has"
                  .formatted(id)
              : experiment.spec().halving() == null
                  ? "experiment %d is COMPLETED; to train it further, ask for more epochs than its %d"
                      .formatted(id, own.getFirst().epochsTotal())
                  : "experiment %d is COMPLETED; to train what search.halving has stopped to its end, ask for %d epochs"
                      .formatted(id, experiment.spec().training().epochs()));
    }
    unfinished.forEach(trial -> trial.resubmit(epochs == null ? trial.epochsTotal() : epochs));
    queue.add(experiment, unfinished);
    chronicle.changed(experiment, unfinished);
  }

  /**
   * Asks for another number of epochs.
   *
   * @throws Refusal INVALID if a trial has more or what was asked for needs more, CONFLICT if the
   *     number is what the experiment sweeps or what its learning rates depend on
   */
  private void extend(Experiment experiment, List<Trial> trials, int epochs) {
    limits.requireEpochs("epochs", epochs);
    ExperimentSpec spec = experiment.spec();
    if (spec.sweep().containsKey(EPOCHS)) {
      throw Refusal.conflict(
          "experiment %d sweeps %s, so it cannot be given another number of epochs"
              .formatted(experiment.id(), EPOCHS));
    }
    Schedule schedule = spec.training().schedule();
    if (schedule.endsWithTraining() && epochs != spec.training().epochs()) {
      throw Refusal.conflict(
          "the schedule %s of experiment %d ends at epoch %d, so it cannot be given another number of epochs; post it again with more"
              .formatted(schedule.type(), experiment.id(), spec.training().epochs()));
    }
    requireAverages(experiment, trials, epochs);
    Halving halving = spec.halving();
    if (halving != null && epochs <= halving.firstEpochs()) {
      throw Refusal.invalid(
          "epochs",
          "must be more than search.halving.firstEpochs, %d".formatted(halving.firstEpochs()));
    }
    int most = trials.stream().mapToInt(Trial::epochsCompleted).max().orElse(0);
    if (epochs < most) {
      throw Refusal.invalid("epochs", "must be at least the %d that it has".formatted(most));
    }
    experiment.respecify(specs.of(spec.withTraining(spec.training().withEpochs(epochs))));
  }

  /** From which epoch a trial takes its average may be swept. */
  private void requireAverages(Experiment experiment, List<Trial> trials, int epochs) {
    if (experiment.spec().training().averaging() == null) {
      return;
    }
    for (Trial trial : trials) {
      Averaging averaging = cells.trial(experiment, trial).training().averaging();
      if (averaging != null && !averaging.includes(epochs)) {
        throw Refusal.invalid(
            "epochs",
            "must be at least %d, the epoch from which training.averaging takes the average"
                .formatted(averaging.fromEpoch()));
      }
    }
  }
}
