package dev.trainyard.engine;

import dev.trainyard.engine.dl4j.Dl4jEngine;
import dev.trainyard.engine.fused.FusedEngine;

class EngineEqualityIT extends EngineEqualityContract {
  private static final TrainingEngine DL4J = new Dl4jEngine();
  private static final TrainingEngine FUSED = new FusedEngine();

  @Override
  TrainingEngine reference() {
    return DL4J;
  }

  @Override
  TrainingEngine engine() {
    return FUSED;
  }
}
