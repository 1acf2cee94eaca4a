package dev.trainyard.chart;

import dev.trainyard.catalog.NetworkChoice;
import dev.trainyard.experiment.ExperimentSpec;
import dev.trainyard.experiment.ExperimentView;
import dev.trainyard.experiment.ExperimentView.TrialSummary;
import dev.trainyard.experiment.Progress;
import dev.trainyard.outcome.Curves;
import dev.trainyard.outcome.Curves.TrialCurve;
import dev.trainyard.outcome.StandardErrors;
import dev.trainyard.outcome.Status;
import dev.trainyard.training.Augmentation;
import dev.trainyard.training.EngineChoice;
import dev.trainyard.training.Optimizer;
import dev.trainyard.training.TrainingSpec;
import dev.trainyard.training.Validation;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Experiments, as far as a picture needs them. */
final class SampleViews {
  private static final ExperimentSpec SPEC =
      new ExperimentSpec(
          "sample",
          "mnist",
          NetworkChoice.named("baseline"),
          new TrainingSpec(
              1,
              32,
              new Optimizer.Sgd(0.1),
              0,
              Augmentation.NONE,
              1,
              Validation.onTest(),
              EngineChoice.AUTO),
          Map.of(),
          null,
          1,
          null,
          5);

  private SampleViews() {}

  /**
   * The experiment of these curves.
   *
   * @param reason of each trial that FAILED
   */
  static ExperimentView of(Curves curves, String reason) {
    List<TrialSummary> trials =
        curves.trials().stream().map(trial -> summary(trial, reason)).toList();
    Status status = Status.of(trials.stream().map(TrialSummary::status).toList());
    Progress progress = Progress.of(0, 1, null);
    return new ExperimentView(
        curves.experimentId(),
        "sample",
        status,
        null,
        progress,
        SPEC,
        trials,
        Instant.EPOCH,
        null,
        null);
  }

  private static TrialSummary summary(TrialCurve trial, String reason) {
    return new TrialSummary(
        trial.trial(),
        trial.replicate(),
        trial.seed(),
        Map.of(),
        trial.status(),
        trial.status() == Status.FAILED ? reason : null,
        null,
        trial.epochs().size(),
        1,
        null,
        null,
        trial.validation(),
        new StandardErrors(null, null),
        false,
        trial.pruned(),
        null,
        null,
        null);
  }
}
