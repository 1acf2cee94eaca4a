package dev.trainyard.experiment;

import dev.trainyard.catalog.Datasets;
import dev.trainyard.catalog.NetworkChoice;
import dev.trainyard.problem.Problem;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Trains trials again from their records.
 *
 * <p>Each is trained by an ordinary experiment with a single trial, so it waits in the queue,
 * survives the death of its process, can be cancelled and resumed, and leaves its own curve: the
 * former record is not touched. It is deleted with the experiment that it repeats, by foreign key.
 */
@Component
public class Retrainings {
  private final ExperimentRows experiments;
  private final TrialRows trials;
  private final Submissions submissions;
  private final SpecStore specs;
  private final Datasets datasets;

  Retrainings(
      ExperimentRows experiments,
      TrialRows trials,
      Submissions submissions,
      SpecStore specs,
      Datasets datasets) {
    this.experiments = experiments;
    this.trials = trials;
    this.submissions = submissions;
    this.specs = specs;
    this.datasets = datasets;
  }

  /**
   * Queues the training of a trial once more, with its own spec and seed, and returns the id of the
   * experiment that does it.
   *
   * @throws UnknownExperiment if there is none with this id
   * @throws Problem 404 if it has no such trial, 409 if the trial is not COMPLETED
   */
  @Transactional
  public long start(long experimentId, int number) {
    Experiment experiment =
        experiments.lock(experimentId).orElseThrow(() -> new UnknownExperiment(experimentId));
    Trial trial =
        trials
            .findByExperimentIdAndNumber(experimentId, number)
            .orElseThrow(() -> TrainedModels.noSuchTrial(experimentId, number));
    requireCompleted(trial);
    long id = submissions.submit(submission(experiment, trial));
    experiments.getReferenceById(id).retrains(trial);
    return id;
  }

  private Submission submission(Experiment experiment, Trial trial) {
    TrialSpec spec = specs.trialSpec(experiment, trial);
    Cell cell =
        new Cell(
            Map.of(),
            Datasets.fit(spec.network(), datasets.facts(spec.dataset())),
            spec.training());
    return new Submission(
        new ExperimentSpec(
            "experiment %d, trial %d again".formatted(experiment.id(), trial.number()),
            spec.dataset(),
            NetworkChoice.described(spec.network()),
            spec.training(),
            Map.of(),
            1,
            null,
            experiment.priority()),
        spec.network(),
        List.of(cell));
  }

  private static void requireCompleted(Trial trial) {
    if (trial.status() != Status.COMPLETED) {
      throw Problem.conflict(
          "trial %d of experiment %d is %s; only one that is COMPLETED can be trained again: %s"
              .formatted(
                  trial.number(),
                  trial.experimentId(),
                  trial.status(),
                  trial.status().isFinal()
                      ? "POST /experiments/%d/resume lets it go on".formatted(trial.experimentId())
                      : "wait for its end"));
    }
  }
}
