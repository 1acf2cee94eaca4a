package dev.trainyard.engine;

import dev.trainyard.gpu.EngineUnderTest;
import dev.trainyard.training.Averaging;

/** What every engine promises. */
public final class CardContract extends TrainingEngineContract {
  private static final TrainingEngine ENGINE = EngineUnderTest.get();

  @Override
  TrainingEngine engine() {
    return ENGINE;
  }

  @Override
  int together() {
    return ENGINE.name().equals("cuda") ? Averaging.EVERY : 1;
  }
}
