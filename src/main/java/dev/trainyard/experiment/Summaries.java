package dev.trainyard.experiment;

import dev.trainyard.catalog.NetworkChoice;
import dev.trainyard.experiment.Curves.TrialCurve;
import dev.trainyard.experiment.ExperimentView.TrialSummary;
import dev.trainyard.experiment.TrialView.AttemptView;
import dev.trainyard.training.EpochMetrics;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Puts what is stored into the words of the answers. */
@Component
class Summaries {
  private final SpecStore specs;
  private final Clock clock;

  Summaries(SpecStore specs, Clock clock) {
    this.specs = specs;
    this.clock = clock;
  }

  ExperimentPage.Item item(Experiment experiment, TrialTotals totals) {
    return new ExperimentPage.Item(
        experiment.id(),
        experiment.name(),
        experiment.status(),
        experiment.priority(),
        totals.trials(),
        Progress.of(totals.epochsCompleted(), totals.epochsTotal(), null),
        totals.bestValidationAccuracy(),
        experiment.createdAt(),
        experiment.startedAt(),
        experiment.finishedAt());
  }

  ExperimentView experiment(Experiment experiment, List<Trial> trials, Highlights highlights) {
    return new ExperimentView(
        experiment.id(),
        experiment.name(),
        experiment.status(),
        experiment.status() == Status.FAILED
            ? trials.stream().map(Trial::reason).filter(Objects::nonNull).findFirst().orElse(null)
            : null,
        progress(trials, highlights),
        specs.spec(experiment),
        trials.stream().map(trial -> trial(trial, highlights)).toList(),
        experiment.createdAt(),
        experiment.startedAt(),
        experiment.finishedAt());
  }

  TrialSummary trial(Trial trial, Highlights highlights) {
    return new TrialSummary(
        trial.number(),
        trial.replicate(),
        trial.seed(),
        specs.parameters(trial),
        trial.status(),
        trial.reason(),
        trial.epochsCompleted(),
        trial.epochsTotal(),
        highlights.best(trial),
        highlights.last(trial),
        trial.stoppedEarly(),
        trial.testScore(),
        trial.startedAt(),
        trial.finishedAt());
  }

  TrialCurve curve(Trial trial, List<EpochMetrics> epochs) {
    return new TrialCurve(
        trial.number(),
        trial.replicate(),
        trial.seed(),
        specs.plainParameters(trial),
        trial.status(),
        epochs);
  }

  @Nullable Reference reference(Experiment experiment) {
    return specs.spec(experiment).reference();
  }

  String title(Experiment experiment) {
    ExperimentSpec spec = specs.spec(experiment);
    String network =
        spec.network() instanceof NetworkChoice.Named(String name) ? name : "own network";
    String format =
        spec.name().equals(network)
            ? "Experiment %d: %s on %s"
            : "Experiment %d: %4$s (%2$s on %3$s)";
    return format.formatted(experiment.id(), network, spec.dataset(), spec.name());
  }

  TrialSpec spec(Experiment experiment, Trial trial) {
    return specs.trialSpec(experiment, trial);
  }

  AttemptView attempt(Attempt attempt) {
    String provenance = attempt.provenance();
    return new AttemptView(
        attempt.number(),
        attempt.process(),
        attempt.fromEpoch(),
        attempt.startedAt(),
        attempt.endedAt(),
        provenance == null ? null : specs.provenance(provenance));
  }

  private Progress progress(List<Trial> trials, Highlights highlights) {
    Map<Long, List<Double>> seconds = new HashMap<>();
    for (Trial trial : trials) {
      List<Double> recent = highlights.recentSeconds(trial);
      if (!recent.isEmpty()) {
        seconds.put(trial.id(), recent);
      }
    }
    return Progress.of(
        trials.stream().mapToLong(Trial::epochsCompleted).sum(),
        trials.stream().mapToLong(Trial::epochsTotal).sum(),
        TimeLeft.seconds(trials, seconds, clock.instant()));
  }
}
