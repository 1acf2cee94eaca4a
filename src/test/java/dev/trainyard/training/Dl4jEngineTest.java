package dev.trainyard.training;

import dev.trainyard.training.dl4j.Dl4jEngine;

class Dl4jEngineTest extends TrainingEngineContractTest {
  @Override
  TrainingEngine engine() {
    return new Dl4jEngine();
  }
}
