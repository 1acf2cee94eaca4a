package dev.trainyard.experiment;

import dev.trainyard.problem.Problem;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Lets experiments that have ended go on. */
@Component
class Resumption {
  private static final String EPOCHS = "training.epochs";

  private final ExperimentRows experiments;
  private final TrialRows trials;
  private final TrialQueue queue;
  private final SpecStore specs;
  private final Clock clock;

  Resumption(
      ExperimentRows experiments,
      TrialRows trials,
      TrialQueue queue,
      SpecStore specs,
      Clock clock) {
    this.experiments = experiments;
    this.trials = trials;
    this.queue = queue;
    this.specs = specs;
    this.clock = clock;
  }

  /**
   * Lets an experiment go on from its last checkpoints.
   *
   * @param epochs that every trial is to have in the end; null for as many as before
   * @throws UnknownExperiment if there is none with this id
   * @throws Problem 409 if it has not ended or there is nothing left to do, 400 if it has that many
   *     epochs already
   */
  @Transactional
  public void resume(long id, @Nullable Integer epochs) {
    Experiment experiment = experiments.lock(id).orElseThrow(() -> new UnknownExperiment(id));
    if (!experiment.status().isFinal()) {
      throw Problem.conflict(
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
                        || (epochs != null && trial.epochsCompleted() < epochs))
            .toList();
    if (unfinished.isEmpty()) {
      throw Problem.conflict(
          "experiment %d is COMPLETED; to train it further, ask for more epochs than its %d"
              .formatted(id, own.getFirst().epochsTotal()));
    }
    Instant now = clock.instant();
    unfinished.forEach(trial -> trial.resubmit(epochs == null ? trial.epochsTotal() : epochs));
    queue.add(experiment, unfinished, now);
    experiment.follow(own.stream().map(Trial::status).toList(), now);
  }

  /**
   * Asks for another number of epochs.
   *
   * @throws Problem 400 if a trial has more, 409 if the number is what the experiment sweeps
   */
  private void extend(Experiment experiment, List<Trial> trials, int epochs) {
    ExperimentSpec spec = specs.spec(experiment);
    if (spec.sweep().containsKey(EPOCHS)) {
      throw Problem.conflict(
          "experiment %d sweeps %s, so it cannot be given another number of epochs"
              .formatted(experiment.id(), EPOCHS));
    }
    int most = trials.stream().mapToInt(Trial::epochsCompleted).max().orElse(0);
    if (epochs < most) {
      throw Problem.badRequest("epochs", "must be at least the %d that it has".formatted(most));
    }
    experiment.respecify(specs.write(spec.withTraining(spec.training().withEpochs(epochs))));
  }
}
