package dev.trainyard.training;

import dev.trainyard.training.dl4j.Dl4jEngine;
import dev.trainyard.training.fused.FusedEngine;
import java.util.List;

/** The engines there are. */
public final class TrainingEngines {

  private TrainingEngines() {}

  /** All engines, the fastest first. */
  public static List<TrainingEngine> all() {
    return List.of(new FusedEngine(), new Dl4jEngine());
  }
}
