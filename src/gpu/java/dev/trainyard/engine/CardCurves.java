package dev.trainyard.engine;

import dev.trainyard.dataset.ImageDataset;
import dev.trainyard.engine.fused.FusedEngine;
import dev.trainyard.gpu.EngineUnderTest;
import dev.trainyard.gpu.Recipe;

/** The same curves on digits as the engine of the CPU. */
public final class CardCurves extends MnistCurvesContract {
  private static final TrainingEngine ENGINE = EngineUnderTest.get();

  @Override
  TrainingEngine reference() {
    return new FusedEngine();
  }

  @Override
  TrainingEngine engine() {
    return ENGINE;
  }

  @Override
  ImageDataset mnist() {
    return Recipe.mnist();
  }
}
