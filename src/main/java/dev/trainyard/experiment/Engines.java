package dev.trainyard.experiment;

import dev.trainyard.training.EngineChoice;
import dev.trainyard.training.TrainingEngine;
import dev.trainyard.training.TrainingFailed;
import dev.trainyard.training.TrainingPlan;
import java.util.List;
import java.util.Optional;

/** Finds the engine that trains a plan. */
class Engines {
  private static final String FAST = "fused";
  private static final String REFERENCE = "dl4j";

  /** An engine and why it was chosen. */
  record Pick(TrainingEngine engine, String reason) {}

  private final List<TrainingEngine> engines;

  Engines(List<TrainingEngine> engines) {
    this.engines = engines;
  }

  /**
   * The engine that the plan asks for, or with {@code auto} the fastest that can train it.
   *
   * @throws TrainingFailed if the engine asked for cannot train the plan
   */
  Pick pick(TrainingPlan plan) {
    return switch (plan.training().engine()) {
      case EngineChoice.FUSED -> asked(FAST, plan);
      case EngineChoice.DL4J -> asked(REFERENCE, plan);
      case EngineChoice.AUTO -> best(plan);
    };
  }

  /** Loads the native libraries of all engines, which takes a few seconds. */
  void warmUp() {
    engines.forEach(TrainingEngine::provenance);
  }

  private Pick asked(String name, TrainingPlan plan) {
    TrainingEngine engine =
        find(name)
            .orElseThrow(() -> new TrainingFailed("the engine %s is not there".formatted(name)));
    engine
        .unsupported(plan)
        .ifPresent(
            reason -> {
              throw new TrainingFailed(
                  "the engine %s cannot train this: %s".formatted(name, reason));
            });
    return new Pick(engine, "asked for");
  }

  private Pick best(TrainingPlan plan) {
    Optional<TrainingEngine> fast = find(FAST);
    Optional<String> obstacle = fast.flatMap(engine -> engine.unsupported(plan));
    if (fast.isPresent() && obstacle.isEmpty()) {
      return new Pick(fast.get(), "the fastest engine, which supports every part of this training");
    }
    Pick reference = asked(REFERENCE, plan);
    return new Pick(reference.engine(), obstacle.orElse("the only engine there is"));
  }

  private Optional<TrainingEngine> find(String name) {
    return engines.stream().filter(engine -> engine.name().equals(name)).findFirst();
  }
}
