package dev.trainyard.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trainyard.engine.ParameterLayout.Block;
import dev.trainyard.network.Activation;
import dev.trainyard.network.Initializer;
import dev.trainyard.network.Layer;
import dev.trainyard.network.Network;
import dev.trainyard.network.NetworkSpec;
import dev.trainyard.network.Padding;
import dev.trainyard.network.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InitialParametersTest {
  private static final Shape.Image SHAPE = new Shape.Image(28, 28, 4);

  /** 100 inputs reach one output, one input reaches 1250 outputs. */
  @ParameterizedTest
  @CsvSource({
    "GLOROT_UNIFORM, 0.0014815, 0.06667",
    "GLOROT_NORMAL, 0.0014815, 0.08752",
    "HE_UNIFORM, 0.02, 0.24495",
    "HE_NORMAL, 0.02, 0.32155",
    "LECUN_UNIFORM, 0.01, 0.17321",
    "LECUN_NORMAL, 0.01, 0.22737",
    "RANDOM_UNIFORM, 0.00083333, 0.05",
    "ZEROS, 0, 0"
  })
  void drawsWithTheVarianceAndTheLimitOfKeras(
      Initializer initializer, double variance, double limit) {
    double[] kernel = kernel(initializer);

    assertThat(Arrays.stream(kernel).average().orElseThrow())
        .isCloseTo(0, within(5 * Math.sqrt(variance / kernel.length)));
    assertThat(variance(kernel)).isCloseTo(variance, within(0.05 * variance));
    double largest = Arrays.stream(kernel).map(Math::abs).max().orElseThrow();
    assertThat(largest).isBetween(0.99 * limit, 1.0001 * limit);
  }

  @Test
  void drawsNormalNumbersWithoutALimitWhereKerasDoes() {
    double[] kernel = kernel(Initializer.RANDOM_NORMAL);

    assertThat(variance(kernel)).isCloseTo(0.0025, within(0.0001));
    assertThat(Arrays.stream(kernel).filter(w -> Math.abs(w) > 0.1).count())
        .isCloseTo(Math.round(0.0455 * kernel.length), within(100L));
  }

  @Test
  void beginsANormalisationAsTheIdentity() {
    Network network =
        network(new Layer.BatchNorm(0.9, 1e-3), new Layer.Flatten(), dense(Initializer.ONES));
    float[] parameters = InitialParameters.of(network, 1);

    assertThat(Arrays.copyOf(parameters, 16))
        .containsExactly(1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1);
    assertThat(Arrays.copyOfRange(parameters, 16, parameters.length - 10)).containsOnly(1);
    assertThat(parameters).hasSize(16 + 28 * 28 * 4 * 10 + 10);
  }

  private static double variance(double[] values) {
    return Arrays.stream(values).map(value -> value * value).average().orElseThrow();
  }

  private static double[] kernel(Initializer initializer) {
    Network network =
        network(
            new Layer.Conv2d(50, 5, 1, Padding.VALID, Activation.RELU, initializer),
            new Layer.Flatten(),
            dense(Initializer.ZEROS));
    float[] parameters = InitialParameters.of(network, 3);
    Block block = ParameterLayout.of(network).getFirst();
    return IntStream.range(block.kernel(), block.kernel() + block.kernelSize())
        .mapToDouble(i -> parameters[i])
        .toArray();
  }

  private static Layer dense(Initializer initializer) {
    return new Layer.Dense(10, Activation.SOFTMAX, initializer);
  }

  private static Network network(Layer... layers) {
    return Network.of(new NetworkSpec(List.of(layers)), SHAPE, 10);
  }
}
