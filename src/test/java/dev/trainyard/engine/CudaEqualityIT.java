package dev.trainyard.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.engine.cuda.CudaEngine;
import dev.trainyard.engine.cuda.driver.StandIn;
import dev.trainyard.engine.fused.FusedEngine;
import dev.trainyard.network.Activation;
import dev.trainyard.network.Layer;
import dev.trainyard.network.Network;
import dev.trainyard.network.NetworkSpec;
import dev.trainyard.network.Padding;
import dev.trainyard.network.Shape;
import dev.trainyard.training.TrainingSpec;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The engine cuda makes the same as fused; its kernels run on a stand-in for the card. */
class CudaEqualityIT extends EngineEqualityContract {
  private static final TrainingEngine FUSED = new FusedEngine();
  private static final CudaEngine CUDA = new CudaEngine(StandIn.settings());

  @AfterAll
  static void giveBack() {
    CUDA.close();
  }

  /** On the card their order is another one. */
  @Test
  void leavesClassesThatAreAFlattenedImageToOthers() {
    Layer conv = new Layer.Conv2d(2, 2, 1, Padding.VALID, Activation.LINEAR);
    Layer softmax = new Layer.Activate(Activation.SOFTMAX);
    Shape.Image shape = new Shape.Image(3, 3, 1);
    Network flattened =
        Network.of(new NetworkSpec(List.of(conv, new Layer.Flatten(), softmax)), shape, 8);
    Network mixed =
        Network.of(
            new NetworkSpec(
                List.of(conv, new Layer.Flatten(), new Layer.Dense(8, Activation.SOFTMAX))),
            shape,
            8);
    TrainingSpec training = Plans.training(1, MOMENTUM, 0);

    assertThat(CUDA.unsupported(flattened, training).orElseThrow())
        .startsWith("cuda takes no classes that are the values of a flattened image");
    assertThat(CUDA.unsupported(mixed, training)).isEmpty();
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
