package dev.trainyard.engine;

import dev.trainyard.network.Network;
import dev.trainyard.training.TrainingSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the engine that trains a plan. */
public class Engines {
  /** An engine and why it was chosen. */
  public record Pick(TrainingEngine engine, String reason) {}

  private final List<TrainingEngine> engines;
  private final ReferenceEngine reference;

  /**
   * A choice of engines.
   *
   * @param engines the one that is preferred first; one of them is the reference
   */
  public Engines(List<TrainingEngine> engines) {
    this.engines = List.copyOf(engines);
    this.reference =
        engines.stream()
            .filter(ReferenceEngine.class::isInstance)
            .map(ReferenceEngine.class::cast)
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("there is no reference engine"));
  }

  /**
   * The engine that a training asks for, or with {@code auto} the first that can train it.
   *
   * @throws TrainingFailed as {@link #pick(Network, TrainingSpec, String)} does
   */
  public Pick pick(Network network, TrainingSpec training) {
    return pick(network, training, null);
  }

  /**
   * The engine that a training asks for; with {@code auto} the one that has trained its epochs so
   * far, lest its numbers change in their last digits, or else the first that can.
   *
   * @param former the engine of the epochs so far; null where there are none
   * @throws EngineUnavailable if the engine asked for cannot be used on this machine
   * @throws TrainingFailed if the engine asked for, or any, cannot train the network so
   */
  public Pick pick(Network network, TrainingSpec training, @Nullable String former) {
    Optional<String> asked = training.engine().engine();
    return asked.isEmpty()
        ? best(network, training, former)
        : new Pick(get(asked.get(), network, training), "asked for");
  }

  /**
   * The engine of this name.
   *
   * @throws EngineUnavailable if it cannot be used on this machine
   * @throws TrainingFailed if it cannot train the network so
   */
  public TrainingEngine get(String name, Network network, TrainingSpec training) {
    TrainingEngine engine =
        find(name)
            .orElseThrow(() -> new EngineUnavailable("the engine %s is not there".formatted(name)));
    engine
        .unusable()
        .ifPresent(
            reason -> {
              throw new EngineUnavailable(
                  "the engine %s cannot be used: %s".formatted(name, reason));
            });
    engine
        .unsupported(network, training)
        .ifPresent(
            reason -> {
              throw new TrainingFailed(
                  "the engine %s cannot train this: %s".formatted(name, reason));
            });
    return engine;
  }

  /**
   * What a user must know who asks for an engine that cannot train this, and what to ask for
   * instead; reads on after the name of the field. Empty when there is no obstacle.
   */
  public Optional<String> obstacle(Network network, TrainingSpec training) {
    List<String> able =
        all().stream()
            .filter(engine -> reason(engine, network, training).isEmpty())
            .map(TrainingEngine::name)
            .toList();
    Optional<String> asked = training.engine().engine();
    if (asked.isPresent() ? able.contains(asked.get()) : !able.isEmpty()) {
      return Optional.empty();
    }
    String why =
        asked
            .map(name -> "is %s, which %s".formatted(name, reason(name, network, training)))
            .orElseGet(
                () -> "is auto, but no engine can train this: " + reasons(network, training));
    String remedy =
        able.isEmpty()
            ? "change the network"
            : "leave it out, or ask for auto or " + String.join(" or ", able);
    return Optional.of(why + (why.endsWith(".") ? " Or " : "; ") + remedy);
  }

  /**
   * A model made ready to predict many times, by the first engine that is made for that: whichever
   * has trained it, what they say is the same but for the last digits.
   */
  public Predictor predictor(TrainedModel model) {
    return all().stream()
        .filter(engine -> reason(engine, model.network(), model.training()).isEmpty())
        .flatMap(engine -> engine.predictor(model).stream())
        .findFirst()
        .orElseGet(() -> Predictor.of(reference, model));
  }

  /**
   * The engine that shows many images to a model: the one that has trained it or, where that is not
   * known, that its training asks for; and where it cannot be used, another. What they say is the
   * same but for the last digits.
   */
  public TrainingEngine scorer(TrainedModel model) {
    TrainingSpec training = model.training();
    String trainer = Optional.ofNullable(model.engine()).or(training.engine()::engine).orElse(null);
    return best(model.network(), training, trainer).engine();
  }

  /** All engines, the one that is preferred first. */
  public List<TrainingEngine> all() {
    return engines;
  }

  /** Those that can be used on this machine, the one that is preferred first. */
  public List<TrainingEngine> usable() {
    return all().stream().filter(Engines::isUsable).toList();
  }

  /** The engine that the others are held against. */
  public ReferenceEngine reference() {
    return reference;
  }

  /**
   * The first that can train this, and what kept those before it from it. Of one that this machine
   * does not have only that is told which trained the epochs so far.
   *
   * @param first the engine that is tried before all others; null for none
   */
  private Pick best(Network network, TrainingSpec training, @Nullable String first) {
    List<TrainingEngine> candidates = new ArrayList<>(usable());
    Optional<TrainingEngine> former = Optional.ofNullable(first).flatMap(this::find);
    former.ifPresent(
        engine -> {
          candidates.remove(engine);
          candidates.addFirst(engine);
        });
    List<String> passedOver = new ArrayList<>();
    for (TrainingEngine engine : candidates) {
      Optional<String> reason = reason(engine, network, training);
      if (reason.isEmpty()) {
        return new Pick(
            engine,
            !passedOver.isEmpty()
                ? String.join("; ", passedOver)
                : former.isPresent()
                    ? "it has trained the epochs so far"
                    : "the preferred engine here, which supports every part of this training");
      }
      passedOver.add("%s %s".formatted(engine.name(), reason.get()));
    }
    throw new TrainingFailed("no engine can train this: " + reasons(network, training));
  }

  private String reasons(Network network, TrainingSpec training) {
    return String.join(
        "; ",
        all().stream()
            .map(TrainingEngine::name)
            .map(name -> "%s %s".formatted(name, reason(name, network, training)))
            .toList());
  }

  private String reason(String name, Network network, TrainingSpec training) {
    return find(name).flatMap(engine -> reason(engine, network, training)).orElse("is not there");
  }

  private static Optional<String> reason(
      TrainingEngine engine, Network network, TrainingSpec training) {
    return engine
        .unusable()
        .map("cannot be used: %s"::formatted)
        .or(() -> engine.unsupported(network, training).map("cannot train this: %s"::formatted));
  }

  private static boolean isUsable(TrainingEngine engine) {
    return engine.unusable().isEmpty();
  }

  private Optional<TrainingEngine> find(String name) {
    return all().stream().filter(engine -> engine.name().equals(name)).findFirst();
  }
}
