package dev.trainyard.engine.registry;

import dev.trainyard.engine.TrainingEngine;
import dev.trainyard.engine.dl4j.Dl4jEngine;
import dev.trainyard.engine.fused.FusedEngine;
import java.util.List;

/** The engines there are; nothing else knows one of them by its class. */
public final class TrainingEngines {

  private TrainingEngines() {}

  /** All engines, the fastest first. */
  public static List<TrainingEngine> all() {
    return List.of(new FusedEngine(), new Dl4jEngine());
  }
}
