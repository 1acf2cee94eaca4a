package dev.trainyard.experiment.ledger;

import dev.trainyard.catalog.Datasets;
import dev.trainyard.catalog.NetworkChoice;
import dev.trainyard.dataset.DatasetFacts;
import dev.trainyard.experiment.ExperimentPage;
import dev.trainyard.experiment.ExperimentSpec;
import dev.trainyard.experiment.Progress;
import dev.trainyard.statistics.Interval;
import dev.trainyard.statistics.Proportion;
import dev.trainyard.training.Validation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Says in short what each experiment of a list is, and how far it has come. */
@Component
class Listing {
  private static final double LEVEL = 0.95;

  private final TrialRows trials;
  private final StoredSpecs specs;
  private final Datasets datasets;

  Listing(TrialRows trials, StoredSpecs specs, Datasets datasets) {
    this.trials = trials;
    this.specs = specs;
    this.datasets = datasets;
  }

  /**
   * Each experiment in short, in three SQL statements at most, however many they are; without those
   * that have been deleted since they were listed.
   */
  List<ExperimentPage.Item> of(List<Experiment> listed) {
    Map<Long, TrialRows.Totals> totals =
        trials.totals(listed.stream().map(Experiment::id).toList()).stream()
            .collect(Collectors.toMap(TrialRows.Totals::experimentId, Function.identity()));
    Map<String, DatasetFacts> facts = facts(listed);
    Map<Long, Trial> best = best(listed);
    return listed.stream()
        .flatMap(
            one ->
                Stream.ofNullable(totals.get(one.id()))
                    .map(itsTotals -> item(one, itsTotals, facts, best.get(one.id()))))
        .toList();
  }

  private ExperimentPage.Item item(
      Experiment experiment,
      TrialRows.Totals totals,
      Map<String, DatasetFacts> facts,
      @Nullable Trial best) {
    Optional<ExperimentSpec> spec = readable(experiment);
    Double accuracy = totals.bestValidationAccuracy();
    return new ExperimentPage.Item(
        experiment.id(),
        experiment.name(),
        spec.map(ExperimentSpec::dataset).orElse(null),
        spec.map(Listing::preset).orElse(null),
        experiment.status(),
        experiment.priority(),
        totals.trials(),
        Progress.of(
            totals.epochsCompleted(),
            spec.map(
                    one ->
                        one.epochs(
                            totals.epochsTotal(), totals.longest(), !experiment.status().isFinal()))
                .orElse(totals.epochsTotal()),
            null),
        accuracy,
        accuracy == null || spec.isEmpty()
            ? null
            : interval(accuracy, validation(experiment, best), facts.get(spec.get().dataset())),
        experiment.createdAt(),
        experiment.startedAt(),
        experiment.finishedAt());
  }

  private static Optional<ExperimentSpec> readable(Experiment experiment) {
    try {
      return Optional.of(experiment.spec());
    } catch (UnreadableSpec e) {
      return Optional.empty();
    }
  }

  private static @Nullable String preset(ExperimentSpec spec) {
    return spec.network() instanceof NetworkChoice.Named(String name) ? name : null;
  }

  /** Of the datasets that users have brought, too, if any is among them. */
  private Map<String, DatasetFacts> facts(List<Experiment> listed) {
    boolean builtIn =
        listed.stream()
            .flatMap(one -> readable(one).stream())
            .allMatch(spec -> datasets.isBuiltIn(spec.dataset()));
    return (builtIn ? Datasets.builtIn() : datasets.all())
        .stream().collect(Collectors.toMap(DatasetFacts::name, Function.identity()));
  }

  /** The best trials of those experiments whose trials are not all validated on as many images. */
  private Map<Long, Trial> best(List<Experiment> listed) {
    List<Long> unlike =
        listed.stream()
            .filter(one -> readable(one).filter(StoredSpecs::sweepsValidation).isPresent())
            .map(Experiment::id)
            .toList();
    return unlike.isEmpty()
        ? Map.of()
        : trials.findByExperimentIdInOrderByNumber(unlike).stream()
            .filter(trial -> trial.epochsCompleted() > 0)
            .collect(
                Collectors.toMap(
                    Trial::experimentId,
                    Function.identity(),
                    (one, other) ->
                        other.bestValidationAccuracy() > one.bestValidationAccuracy()
                            ? other
                            : one));
  }

  private @Nullable Validation validation(Experiment experiment, @Nullable Trial best) {
    try {
      return best == null
          ? experiment.spec().training().validation()
          : specs.validation(experiment, best);
    } catch (UnreadableSpec e) {
      return null;
    }
  }

  private static @Nullable Interval interval(
      double accuracy, @Nullable Validation validation, @Nullable DatasetFacts facts) {
    if (validation == null || facts == null) {
      return null;
    }
    int images = validation.images(facts.train().count(), facts.test().count());
    return new Proportion(Math.toIntExact(Math.round(accuracy * images)), images).interval(LEVEL);
  }
}
