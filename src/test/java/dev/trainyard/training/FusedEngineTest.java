package dev.trainyard.training;

import dev.trainyard.training.fused.FusedEngine;

class FusedEngineTest extends TrainingEngineContractTest {
  @Override
  TrainingEngine engine() {
    return new FusedEngine();
  }
}
