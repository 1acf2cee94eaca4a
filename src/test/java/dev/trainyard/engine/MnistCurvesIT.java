package dev.trainyard.engine;

import dev.trainyard.dataset.ImageDataset;
import dev.trainyard.dataset.TestMnist;
import dev.trainyard.engine.dl4j.Dl4jEngine;
import dev.trainyard.engine.fused.FusedEngine;

class MnistCurvesIT extends MnistCurvesContract {
  @Override
  TrainingEngine reference() {
    return new Dl4jEngine();
  }

  @Override
  TrainingEngine engine() {
    return new FusedEngine();
  }

  @Override
  ImageDataset mnist() {
    return TestMnist.dataset();
  }
}
