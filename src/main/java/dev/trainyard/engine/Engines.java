package dev.trainyard.engine;

import dev.trainyard.network.Network;
import dev.trainyard.training.TrainingSpec;
import java.util.List;
import java.util.Optional;

/** Finds the engine that trains a plan. */
public class Engines {
  private static final String FAST = "fused";
  private static final String REFERENCE = "dl4j";

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
   * The engine that a training asks for, or with {@code auto} the fastest that can train it.
   *
   * @throws TrainingFailed if the engine asked for cannot train the network so
   */
  public Pick pick(Network network, TrainingSpec training) {
    return switch (training.engine()) {
      case FUSED -> asked(FAST, network, training);
      case DL4J -> asked(REFERENCE, network, training);
      case AUTO -> best(network, training);
    };
  }

  /**
   * What a user must know who asks for an engine that cannot train this, and what to ask for
   * instead; reads on after the name of the field. Empty when there is no obstacle.
   */
  public Optional<String> obstacle(Network network, TrainingSpec training) {
    return switch (training.engine()) {
      case FUSED -> obstacle(FAST, REFERENCE, network, training);
      case DL4J -> obstacle(REFERENCE, FAST, network, training);
      case AUTO ->
          reason(FAST, network, training)
              .flatMap(fast -> reason(REFERENCE, network, training))
              .map("is auto, but no engine can train this: %s; change the network"::formatted);
    };
  }

  /**
   * A model made ready to predict many times, by the fastest engine that can: whichever has trained
   * it, what they say is the same but for the last digits.
   */
  public Predictor predictor(TrainedModel model) {
    return all().stream()
        .filter(engine -> engine.unsupported(model.network(), model.training()).isEmpty())
        .findFirst()
        .orElse(reference())
        .predictor(model);
  }

  /** All engines, the one that is preferred first. */
  public List<TrainingEngine> all() {
    return engines;
  }

  /** The engine that the others are held against. */
  public ReferenceEngine reference() {
    return reference;
  }

  private Optional<String> obstacle(
      String name, String other, Network network, TrainingSpec training) {
    return reason(name, network, training)
        .map(
            reason ->
                "is %s, which cannot train this: %s; %s"
                    .formatted(
                        name,
                        reason,
                        reason(other, network, training).isEmpty()
                            ? "leave it out, or ask for auto or " + other
                            : "change the network"));
  }

  private Optional<String> reason(String name, Network network, TrainingSpec training) {
    return find(name)
        .map(engine -> engine.unsupported(network, training))
        .orElse(Optional.of("the engine %s is not there".formatted(name)));
  }

  private Pick asked(String name, Network network, TrainingSpec training) {
    reason(name, network, training)
        .ifPresent(
            reason -> {
              throw new TrainingFailed(
                  "the engine %s cannot train this: %s".formatted(name, reason));
            });
    return new Pick(find(name).orElseThrow(), "asked for");
  }

  private Pick best(Network network, TrainingSpec training) {
    return reason(FAST, network, training)
        .map(obstacle -> new Pick(asked(REFERENCE, network, training).engine(), obstacle))
        .orElseGet(
            () ->
                new Pick(
                    find(FAST).orElseThrow(),
                    "the fastest engine, which supports every part of this training"));
  }

  private Optional<TrainingEngine> find(String name) {
    return engines.stream().filter(engine -> engine.name().equals(name)).findFirst();
  }
}
