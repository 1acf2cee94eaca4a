package dev.trainyard.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.catalog.Presets;
import dev.trainyard.engine.fused.FusedEngine;
import dev.trainyard.gpu.EngineUnderTest;
import dev.trainyard.network.Network;
import dev.trainyard.network.Shape;
import dev.trainyard.training.TrainingSpec;
import java.util.concurrent.atomic.DoubleAccumulator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The card's engine is held against the CPU's. */
public final class CardEquality extends EngineEqualityContract {
  private static final DoubleAccumulator LARGEST = new DoubleAccumulator(Math::max, 0);
  private static final int PRESET_BATCH = 128;
  private static final int MAGNIFIED = 10;

  private final TrainingEngine reference = new FusedEngine();
  private final TrainingEngine engine = EngineUnderTest.get();

  /**
   * The largest difference so far, of a parameter, a state of the optimizer or a loss; of networks
   * that magnify rounding errors, too.
   */
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
   * The layers of the presets in their own sizes, for one mini-batch of MNIST's size. After more,
   * two engines of the CPU are apart, too: among millions of inputs of ReLUs and of pools some are
   * a rounding error from the other side. With few, as in the other tests, that is rare, and so it
   * is in one mini-batch; where it happens, other parameters decide.
   */
  @ParameterizedTest
  @ValueSource(strings = {"baseline", "hinton-500-300", "lenet", "cnn-accurate"})
  void trainPresetsAlike(String preset) {
    Network network =
        Network.of(Presets.find(preset).orElseThrow().network(), new Shape.Image(28, 28, 1), 10);
    TrainingSpec training = Plans.training(1, MOMENTUM, 1e-4).withBatchSize(PRESET_BATCH);
    double first = difference(Plans.of(network, training, PRESET_BATCH));
    double difference =
        first < TOLERANCE
            ? first
            : difference(Plans.of(network, training.withSeed(8), PRESET_BATCH));

    assertThat(difference).isLessThan(TOLERANCE);
  }

  /**
   * Some random networks magnify rounding errors, as those do that normalise mini-batches of three
   * images: there the CPU's engine comes to another end than itself when it begins one rounding
   * error beside. The card's engine makes such an error in each sum and not only in the beginning,
   * so it is allowed ten times that where it is more than the tolerance.
   */
  @Override
  double difference(TrainingPlan plan) {
    double difference = super.difference(plan);
    LARGEST.accumulate(difference);
    if (difference < TOLERANCE) {
      return difference;
    }
    double own = MAGNIFIED * differenceByOneRounding(plan);
    System.err.printf("%.1e, where %.1e would be a rounding error's%n", difference, own);
    return difference * TOLERANCE / Math.max(TOLERANCE, own);
  }

  private double differenceByOneRounding(TrainingPlan plan) {
    Checkpoint start = start(plan);
    float[] beside = start.parameters().clone();
    for (int i = 0; i < beside.length; i++) {
      beside[i] = i % 2 == 0 ? Math.nextUp(beside[i]) : Math.nextDown(beside[i]);
    }
    Checkpoint end = last(reference, plan, start);
    return distance(end, last(reference, plan, new Checkpoint(0, beside, new float[0])));
  }
}
