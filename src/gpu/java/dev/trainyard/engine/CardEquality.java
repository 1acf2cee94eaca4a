package dev.trainyard.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.catalog.Presets;
import dev.trainyard.engine.fused.FusedEngine;
import dev.trainyard.gpu.EngineUnderTest;
import dev.trainyard.network.Network;
import dev.trainyard.network.Shape;
import java.util.concurrent.atomic.DoubleAccumulator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The card's engine is held against the CPU's. */
public final class CardEquality extends EngineEqualityContract {
  private static final DoubleAccumulator LARGEST = new DoubleAccumulator(Math::max, 0);
  private static final int PRESET_BATCH = 128;
  private static final int PRESET_IMAGES = 3 * PRESET_BATCH + 96;

  private final TrainingEngine reference = new FusedEngine();
  private final TrainingEngine engine = EngineUnderTest.get();

  /** The largest difference so far, of a parameter, a state of the optimizer or a loss. */
  public static double largest() {
    return LARGEST.get();
  }

  /** What the differences have to stay below. */
  public static double tolerance() {
    return TOLERANCE;
  }

  @Override
  TrainingEngine reference() {
    return reference;
  }

  @Override
  TrainingEngine engine() {
    return engine;
  }

  @Override
  int randomNetworkCount() {
    return 100;
  }

  /**
   * The layers of the presets in their own sizes, on images of MNIST's. Steps of a momentum, not of
   * Adam: among hundred thousands of gradients some are no more than a rounding error, which Adam
   * would divide by its own size.
   */
  @ParameterizedTest
  @ValueSource(strings = {"baseline", "hinton-500-300", "lenet", "cnn-accurate"})
  void trainPresetsAlike(String preset) {
    Network network =
        Network.of(Presets.find(preset).orElseThrow().network(), new Shape.Image(28, 28, 1), 10);
    TrainingPlan plan =
        Plans.of(
            network, Plans.training(1, MOMENTUM, 1e-4).withBatchSize(PRESET_BATCH), PRESET_IMAGES);

    assertThat(difference(plan)).isLessThan(TOLERANCE);
  }

  @Override
  double difference(TrainingPlan plan) {
    double difference = super.difference(plan);
    LARGEST.accumulate(difference);
    return difference;
  }
}
