package dev.trainyard.engine;

import dev.trainyard.engine.ParameterLayout.Block;
import dev.trainyard.engine.Randomness.Purpose;
import dev.trainyard.network.Initializer;
import dev.trainyard.network.Layer;
import dev.trainyard.network.Network;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/** The parameters before the first step: the same for every engine. */
public final class InitialParameters {
  private static final double SMALL = 0.05;
  private static final double CUT = 2;

  /** The standard deviation of a standard normal that is cut off at ±{@link #CUT}. */
  private static final double DEVIATION_WHEN_CUT = 0.8796256610342398;

  private InitialParameters() {}

  /**
   * Kernels as their layers' {@link Initializer} says, biases of zeros; batch normalisation begins
   * with γ = 1, β = 0, and running averages 0 and 1.
   *
   * @return in DL4J's flat order, see {@link ParameterLayout}
   */
  public static float[] of(Network network, long seed) {
    float[] parameters = new float[ParameterLayout.size(network)];
    Randomness randomness = Randomness.of(seed, Purpose.PARAMETERS, 0);
    for (Block block : ParameterLayout.of(network)) {
      Randomness numbers = randomness.part(block.layer().index());
      switch (block.layer().layer()) {
        case Layer.Dense layer -> fill(parameters, block, layer.kernelInitializer(), numbers);
        case Layer.Conv2d layer -> fill(parameters, block, layer.kernelInitializer(), numbers);
        case Layer.BatchNorm _ -> {
          fillWithOnes(parameters, block.kernel(), block.kernelSize());
          fillWithOnes(parameters, block.variances(), block.biasSize());
        }
        default -> throw new IllegalStateException("parameters of " + block.layer());
      }
    }
    return parameters;
  }

  private static void fillWithOnes(float[] parameters, int from, int count) {
    Arrays.fill(parameters, from, from + count, 1);
  }

  private static void fill(
      float[] parameters, Block block, Initializer initializer, Randomness numbers) {
    IntToDoubleFunction values = values(initializer, block.fanIn(), block.fanOut(), numbers);
    for (int i = 0; i < block.kernelSize(); i++) {
      parameters[block.kernel() + i] = (float) values.applyAsDouble(i);
    }
  }

  private static IntToDoubleFunction values(
      Initializer initializer, double inputs, double outputs, Randomness numbers) {
    return switch (initializer) {
      case GLOROT_UNIFORM -> uniform(numbers, Math.sqrt(6 / (inputs + outputs)));
      case GLOROT_NORMAL -> cutNormal(numbers, Math.sqrt(2 / (inputs + outputs)));
      case HE_UNIFORM -> uniform(numbers, Math.sqrt(6 / inputs));
      case HE_NORMAL -> cutNormal(numbers, Math.sqrt(2 / inputs));
      case LECUN_UNIFORM -> uniform(numbers, Math.sqrt(3 / inputs));
      case LECUN_NORMAL -> cutNormal(numbers, Math.sqrt(1 / inputs));
      case RANDOM_UNIFORM -> uniform(numbers, SMALL);
      case RANDOM_NORMAL -> i -> SMALL * normal(numbers.part(i), 0);
      case ZEROS -> _ -> 0;
      case ONES -> _ -> 1;
    };
  }

  private static IntToDoubleFunction uniform(Randomness numbers, double limit) {
    return i -> (2.0 * numbers.uniform(i) - 1.0) * limit;
  }

  private static IntToDoubleFunction cutNormal(Randomness numbers, double deviation) {
    double scale = deviation / DEVIATION_WHEN_CUT;
    return i -> scale * cutNormal(numbers.part(i));
  }

  /** The first of some normal numbers that is not too far out. */
  private static double cutNormal(Randomness numbers) {
    int attempt = 0;
    double number = normal(numbers, attempt);
    while (Math.abs(number) > CUT) {
      attempt++;
      number = normal(numbers, attempt);
    }
    return number;
  }

  /** A standard normal number (Box and Muller 1958). */
  private static double normal(Randomness numbers, int index) {
    double radius = Math.sqrt(-2 * Math.log(1 - numbers.uniform(2L * index)));
    return radius * Math.cos(2 * Math.PI * numbers.uniform(2L * index + 1));
  }
}
