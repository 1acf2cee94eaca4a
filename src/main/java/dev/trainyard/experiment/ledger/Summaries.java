package dev.trainyard.experiment.ledger;

import dev.trainyard.catalog.Datasets;
import dev.trainyard.catalog.NetworkChoice;
import dev.trainyard.dataset.DatasetFacts;
import dev.trainyard.experiment.ExperimentSpec;
import dev.trainyard.experiment.ExperimentView;
import dev.trainyard.experiment.ExperimentView.TrialSummary;
import dev.trainyard.experiment.Progress;
import dev.trainyard.experiment.TrialSpec;
import dev.trainyard.experiment.TrialView.AttemptView;
import dev.trainyard.outcome.Curves.TrialCurve;
import dev.trainyard.outcome.StandardErrors;
import dev.trainyard.outcome.Status;
import dev.trainyard.outcome.ValidationImages;
import dev.trainyard.training.EpochMetrics;
import dev.trainyard.training.Validation;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Puts what is stored into the words of the answers. */
@Component
class Summaries {
  private final StoredSpecs specs;
  private final Datasets datasets;
  private final Clock clock;

  Summaries(StoredSpecs specs, Datasets datasets, Clock clock) {
    this.datasets = datasets;
    this.specs = specs;
    this.clock = clock;
  }

  ExperimentView experiment(Experiment experiment, List<Trial> trials, Highlights highlights) {
    DatasetFacts facts = dataset(experiment);
    Predicate<Trial> pruned = pruned(experiment, trials);
    return new ExperimentView(
        experiment.id(),
        experiment.name(),
        experiment.status(),
        experiment.status() == Status.FAILED
            ? trials.stream().map(Trial::reason).filter(Objects::nonNull).findFirst().orElse(null)
            : null,
        progress(experiment, trials, highlights),
        experiment.spec(),
        trials.stream()
            .map(trial -> trial(experiment, trial, pruned.test(trial), highlights, facts))
            .toList(),
        experiment.createdAt(),
        experiment.startedAt(),
        experiment.finishedAt());
  }

  /**
   * One of them.
   *
   * @param all trials of the experiment, which a halving has chosen among; without one it alone
   */
  TrialSummary trial(Experiment experiment, Trial trial, List<Trial> all, Highlights highlights) {
    boolean pruned = pruned(experiment, all).test(trial);
    return trial(experiment, trial, pruned, highlights, dataset(experiment));
  }

  private TrialSummary trial(
      Experiment experiment,
      Trial trial,
      boolean pruned,
      Highlights highlights,
      DatasetFacts facts) {
    ValidationImages validation = validation(experiment, trial, facts);
    EpochMetrics best = highlights.best(trial);
    EpochMetrics last = highlights.last(trial);
    return new TrialSummary(
        trial.number(),
        trial.replicate(),
        trial.seed(),
        trial.parameters(),
        trial.status(),
        trial.status() == Status.FAILED ? trial.reason() : null,
        note(experiment, trial, highlights.repeated(trial)),
        trial.epochsCompleted(),
        trial.epochsTotal(),
        best,
        last,
        validation,
        StandardErrors.of(best, last, validation),
        trial.stoppedEarly(),
        pruned,
        trial.testScore(),
        trial.startedAt(),
        trial.finishedAt());
  }

  private static @Nullable String note(Experiment experiment, Trial trial, int repeated) {
    if (!trial.status().isFinal()) {
      if (trial.reason() != null) {
        return trial.reason();
      }
      String deaths = trial.deaths().note();
      return deaths == null ? repetition(repeated) : deaths;
    }
    int last = experiment.spec().training().epochs();
    if (experiment.spec().halving() == null
        || trial.status() != Status.COMPLETED
        || trial.epochsCompleted() >= last) {
      return null;
    }
    return "has %d of %d epochs; search.halving lets only the best cells of each rung go on"
        .formatted(trial.epochsCompleted(), last);
  }

  private static @Nullable String repetition(int epochs) {
    return epochs == 0
        ? null
        : "trains its first %s again, to the same bits, since the optimizer's state was not kept"
            .formatted(epochs == 1 ? "epoch" : epochs + " epochs");
  }

  /**
   * Which trials a halving has stopped while others go on.
   *
   * @param all trials of the experiment
   */
  static Predicate<Trial> pruned(Experiment experiment, List<Trial> all) {
    int most =
        experiment.spec().halving() == null
            ? 0
            : all.stream().mapToInt(Trial::epochsTotal).max().orElse(0);
    return trial -> trial.status() == Status.COMPLETED && trial.epochsCompleted() < most;
  }

  /** What all trials of an experiment are trained on; of an own dataset the database is asked. */
  DatasetFacts dataset(Experiment experiment) {
    return datasets.facts(experiment.spec().dataset());
  }

  /**
   * The images that a trial is validated on.
   *
   * @param facts of the experiment's {@link #dataset}
   */
  ValidationImages validation(Experiment experiment, Trial trial, DatasetFacts facts) {
    Validation validation = specs.validation(experiment, trial);
    return new ValidationImages(
        validation.source(), validation.images(facts.train().count(), facts.test().count()));
  }

  /** Values as numbers, strings and booleans. */
  private static Map<String, Object> plain(Map<String, JsonNode> parameters) {
    return JsonMapper.shared().convertValue(parameters, new TypeReference<>() {});
  }

  /**
   * The curves of all trials of an experiment.
   *
   * @param epochs by the ids of the trials
   */
  List<TrialCurve> curves(
      Experiment experiment, List<Trial> trials, Map<Long, List<EpochMetrics>> epochs) {
    DatasetFacts facts = dataset(experiment);
    Predicate<Trial> pruned = pruned(experiment, trials);
    return trials.stream()
        .map(
            trial ->
                curve(
                    trial,
                    pruned.test(trial),
                    validation(experiment, trial, facts),
                    epochs.getOrDefault(trial.id(), List.of())))
        .toList();
  }

  private static TrialCurve curve(
      Trial trial, boolean pruned, ValidationImages validation, List<EpochMetrics> epochs) {
    return new TrialCurve(
        trial.number(),
        trial.replicate(),
        trial.seed(),
        plain(trial.parameters()),
        trial.status(),
        pruned,
        validation,
        trial.testScore(),
        epochs);
  }

  String title(Experiment experiment) {
    ExperimentSpec spec = experiment.spec();
    String network =
        spec.network() instanceof NetworkChoice.Named(String name) ? name : "own network";
    String format =
        spec.name().equals(network)
            ? "Experiment %d: %s on %s"
            : "Experiment %d: %4$s (%2$s on %3$s)";
    Validation.Source source = spec.training().validation().source();
    String split = source == Validation.Source.HOLDOUT ? ", validated on a holdout" : "";
    return format.formatted(experiment.id(), network, spec.dataset() + split, spec.name());
  }

  TrialSpec spec(Experiment experiment, Trial trial) {
    return specs.trial(experiment, trial);
  }

  AttemptView attempt(Attempt attempt) {
    return new AttemptView(
        attempt.number(),
        attempt.process(),
        attempt.fromEpoch(),
        attempt.startedAt(),
        attempt.endedAt(),
        attempt.isolation(),
        attempt.death(),
        attempt.provenance());
  }

  private Progress progress(Experiment experiment, List<Trial> trials, Highlights highlights) {
    long queued = epochs(trials);
    boolean goesOn = !experiment.status().isFinal();
    int longest = trials.stream().mapToInt(Trial::epochsTotal).max().orElse(0);
    long later = experiment.spec().epochs(queued, longest, goesOn) - queued;
    return progress(trials, later, Pace.of(trials, highlights, trial -> 1));
  }

  /**
   * How far trials have come.
   *
   * @param trials in the order in which they are queued
   * @param pace empty before the first epoch
   */
  Progress progress(List<Trial> trials, Optional<Pace> pace) {
    return progress(trials, 0, pace);
  }

  private Progress progress(List<Trial> trials, long later, Optional<Pace> pace) {
    return Progress.of(
        trials.stream().mapToLong(Trial::epochsCompleted).sum(),
        epochs(trials) + later,
        TimeLeft.seconds(trials, later, pace, clock.instant()));
  }

  private static long epochs(List<Trial> trials) {
    return trials.stream().mapToLong(Trial::epochsTotal).sum();
  }
}
