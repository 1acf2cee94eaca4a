package dev.trainyard.experiment.spec;

import dev.trainyard.catalog.Datasets;
import dev.trainyard.catalog.NetworkChoice;
import dev.trainyard.catalog.Preset;
import dev.trainyard.catalog.Presets;
import dev.trainyard.catalog.UnknownName;
import dev.trainyard.dataset.BuiltInDatasets;
import dev.trainyard.dataset.DatasetFacts;
import dev.trainyard.experiment.ExperimentRequest;
import dev.trainyard.experiment.ExperimentSpec;
import dev.trainyard.experiment.Swept;
import dev.trainyard.network.NetworkSpec;
import dev.trainyard.refusal.Refusal;
import dev.trainyard.training.TrainingSpec;
import dev.trainyard.training.Validation;
import dev.trainyard.web.RequestBinder;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Turns a request into a complete, checked submission. */
@Component
public class SpecResolver {
  private static final Swept NO_VALUES = Swept.listed(List.of());

  private final Datasets datasets;
  private final TrainingDefaults defaults;
  private final RequestBinder binder;
  private final Grid grid;
  private final CellLimits limits;

  SpecResolver(
      Datasets datasets,
      TrainingDefaults defaults,
      RequestBinder binder,
      Grid grid,
      CellLimits limits) {
    this.datasets = datasets;
    this.defaults = defaults;
    this.binder = binder;
    this.grid = grid;
    this.limits = limits;
  }

  /**
   * Resolves a request.
   *
   * @throws Refusal INVALID naming every field that is wrong, or what is more than this service
   *     takes on
   */
  public Submission resolve(ExperimentRequest request) {
    return resolve(request, limits);
  }

  /**
   * Checks a request that another service might take on.
   *
   * @throws Refusal INVALID naming every field that is wrong
   */
  public void check(ExperimentRequest request) {
    resolve(request, CellLimits.none());
  }

  private Submission resolve(ExperimentRequest request, CellLimits within) {
    DatasetFacts facts = dataset(request);
    NetworkSpec layers = known("network", () -> request.network().spec(facts.classes().size()));
    TrainingSpec training = training(request);
    ExperimentSpec spec =
        new ExperimentSpec(
            Objects.requireNonNullElseGet(request.name(), () -> name(request.network())),
            facts.name(),
            request.network(),
            training,
            sweep(request),
            request.search(),
            Objects.requireNonNullElse(request.replicates(), 1),
            request.reference(),
            Objects.requireNonNullElse(request.priority(), 0));
    requireSeeds(training.seed(), spec.replicates());
    return new Submission(spec, layers, grid.cells(spec, layers, facts, within));
  }

  /**
   * The learning rates of a training with a request's own values; what it sweeps does not matter,
   * nor whether the network fits the images.
   *
   * @throws Refusal INVALID naming every field that is wrong
   */
  public LearningRates learningRates(ExperimentRequest request) {
    int images = dataset(request).train().count();
    TrainingSpec training = training(request);
    return LearningRates.of(training, images - training.validation().heldOut(images));
  }

  private DatasetFacts dataset(ExperimentRequest request) {
    String name = Objects.requireNonNullElse(request.dataset(), BuiltInDatasets.MNIST.name());
    return known("dataset", () -> datasets.facts(name));
  }

  private TrainingSpec training(ExperimentRequest request) {
    Optional<Preset> preset = known("network", () -> request.network().preset());
    TrainingSpec usual = preset.map(Preset::training).orElse(Presets.DEFAULT_TRAINING);
    TrainingSpec training =
        binder.bind(defaults.complete(usual, request.training()), TrainingSpec.class, "training");
    requireHoldout(training.validation());
    return training;
  }

  /** Replicate r has the experiment's seed + r − 1, which must not wrap round. */
  private static void requireSeeds(long seed, int replicates) {
    long most = Long.MAX_VALUE - replicates + 1;
    if (seed > most) {
      throw Refusal.invalid(
          "training.seed",
          "must be at most %d with %d replicates, since replicate r has this seed + r - 1"
              .formatted(most, replicates));
    }
  }

  private static void requireHoldout(Validation validation) {
    if (validation.source() == Validation.Source.TEST && validation.fraction() != null) {
      throw Refusal.invalid(
          "training.validation.fraction",
          "belongs to the source holdout; with the source test all test images validate");
    }
  }

  /** By the one way to write each path: written in two ways, two entries would be for one value. */
  private static Map<String, Swept> sweep(ExperimentRequest request) {
    Map<String, Swept> sweep = new LinkedHashMap<>();
    Map<String, String> written = new HashMap<>();
    Objects.requireNonNullElse(request.sweep(), Map.<String, @Nullable Swept>of())
        .forEach(
            (path, values) -> {
              if (values == null || values.equals(NO_VALUES)) {
                throw Refusal.invalid(
                    "sweep." + path,
                    "must be a list of at least one value, or a range with from and to");
              }
              String parameter =
                  ParameterPath.parse(path).map(ParameterPath::toString).orElse(path);
              String before = written.putIfAbsent(parameter, path);
              if (before != null) {
                throw Refusal.invalid(
                    "sweep." + path, "is the same parameter as %s".formatted(before));
              }
              sweep.put(parameter, values);
            });
    return sweep;
  }

  private static String name(NetworkChoice network) {
    return network.preset().map(Preset::name).orElse("own network");
  }

  private static <T> T known(String field, Supplier<T> lookUp) {
    try {
      return lookUp.get();
    } catch (UnknownName e) {
      throw Refusal.invalid(field, String.valueOf(e.getMessage()));
    }
  }
}
