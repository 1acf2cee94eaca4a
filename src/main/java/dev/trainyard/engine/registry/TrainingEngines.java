package dev.trainyard.engine.registry;

import dev.trainyard.engine.TrainingEngine;
import dev.trainyard.engine.cuda.CudaEngine;
import dev.trainyard.engine.dl4j.Dl4jEngine;
import dev.trainyard.engine.fused.FusedEngine;
import java.util.List;

/** The engines there are; nothing else knows one of them by its class. */
public final class TrainingEngines {

  private TrainingEngines() {}

  /** All engines, the one that is preferred first. */
  public static List<TrainingEngine> all(CudaEngine cuda) {
    return List.of(cuda, new FusedEngine(), new Dl4jEngine());
  }
}
