package dev.trainyard.experiment.ledger;

import dev.trainyard.catalog.Datasets;
import dev.trainyard.catalog.NetworkChoice;
import dev.trainyard.experiment.ExperimentSpec;
import dev.trainyard.experiment.Retrainings;
import dev.trainyard.experiment.TrialSpec;
import dev.trainyard.experiment.UnknownExperiment;
import dev.trainyard.experiment.UnknownTrial;
import dev.trainyard.experiment.spec.GridCell;
import dev.trainyard.experiment.spec.Submission;
import dev.trainyard.outcome.Status;
import dev.trainyard.refusal.Refusal;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Queues trials once more, each in an experiment of its own. */
@Component
class RetrainingStart {
  private final ExperimentRows experiments;
  private final TrialRows trials;
  private final Submissions submissions;
  private final StoredSpecs specs;
  private final Datasets datasets;

  RetrainingStart(
      ExperimentRows experiments,
      TrialRows trials,
      Submissions submissions,
      StoredSpecs specs,
      Datasets datasets) {
    this.experiments = experiments;
    this.trials = trials;
    this.submissions = submissions;
    this.specs = specs;
    this.datasets = datasets;
  }

  /** See {@link Retrainings#start}. */
  long start(long experimentId, int number) {
    Experiment experiment =
        experiments.lock(experimentId).orElseThrow(() -> new UnknownExperiment(experimentId));
    Trial trial =
        trials
            .findByExperimentIdAndNumber(experimentId, number)
            .orElseThrow(() -> new UnknownTrial(experimentId, number));
    requireCompleted(trial);
    long id = submissions.submit(submission(experiment, trial));
    experiments.getReferenceById(id).retrains(trial);
    // A schedule may be laid out for more epochs than the trial was given.
    if (!trial.stoppedEarly()) {
      trials.findByExperimentIdAndNumber(id, 1).orElseThrow().trainFirst(trial.epochsCompleted());
    }
    return id;
  }

  private Submission submission(Experiment experiment, Trial trial) {
    TrialSpec spec = specs.trial(experiment, trial);
    GridCell cell =
        new GridCell(
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
            null,
            1,
            null,
            experiment.priority()),
        spec.network(),
        List.of(cell));
  }

  private static void requireCompleted(Trial trial) {
    if (trial.status() != Status.COMPLETED) {
      throw Refusal.conflict(
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
