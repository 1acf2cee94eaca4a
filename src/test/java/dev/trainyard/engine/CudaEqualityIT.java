package dev.trainyard.engine;

import dev.trainyard.engine.cuda.CudaEngine;
import dev.trainyard.engine.cuda.driver.StandIn;
import dev.trainyard.engine.fused.FusedEngine;
import org.junit.jupiter.api.AfterAll;

/** The engine cuda makes the same as fused; its kernels run on a stand-in for the card. */
class CudaEqualityIT extends EngineEqualityContract {
  private static final TrainingEngine FUSED = new FusedEngine();
  private static final CudaEngine CUDA = new CudaEngine(StandIn.settings());

  @AfterAll
  static void giveBack() {
    CUDA.close();
  }

  @Override
  TrainingEngine reference() {
    return FUSED;
  }

  @Override
  TrainingEngine engine() {
    return CUDA;
  }
}
