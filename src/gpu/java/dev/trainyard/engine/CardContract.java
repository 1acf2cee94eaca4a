package dev.trainyard.engine;

import dev.trainyard.gpu.EngineUnderTest;

/** What every engine promises. */
public final class CardContract extends TrainingEngineContract {
  private static final TrainingEngine ENGINE = EngineUnderTest.get();

  @Override
  TrainingEngine engine() {
    return ENGINE;
  }
}
