package dev.trainyard.engine.fused.arithmetic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.network.Activation;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** Activations beside the functions of the mathematical library. */
@NullUnmarked
class ActivationsTest {
  /** Half a unit in the last place of a float of 1. */
  private static final double ROUNDING = 0x1p-24;

  private static final float BIAS = 0.25f;

  /** Where a sigmoid is next to 0 its exponential may stand still, see {@link #staysInBounds}. */
  private static final int FAR = 70;

  @Test
  void areAsExactAsFloats() {
    assertExact(Activation.SIGMOID, x -> 1 / (1 + Math.exp(-x)));
    assertExact(Activation.TANH, Math::tanh);
    assertExact(Activation.ELU, x -> x > 0 ? x : Math.expm1(x));
    assertExact(Activation.GELU, x -> x / (1 + Math.exp(-Activation.GELU_FACTOR * x)));
  }

  @Test
  void staysInBounds() {
    float[] x = {-1e30f, -1000, -100, 100, 1000, 1e30f};
    float[] sigmoids = x.clone();
    float[] tangents = x.clone();
    Activations.apply(Activation.SIGMOID, sigmoids, 0, x.length, 0);
    Activations.apply(Activation.TANH, tangents, 0, x.length, 0);

    for (int i = 0; i < 3; i++) {
      assertThat(sigmoids[i]).isBetween(0f, Float.MIN_NORMAL * 1e4f);
      assertThat(tangents[i]).isEqualTo(-1);
    }
    for (int i = 3; i < x.length; i++) {
      assertThat(sigmoids[i]).isEqualTo(1);
      assertThat(tangents[i]).isEqualTo(1);
    }
  }

  private static void assertExact(Activation activation, DoubleUnaryOperator exact) {
    int steps = 20_000;
    float[] inputs = new float[steps];
    for (int i = 0; i < steps; i++) {
      inputs[i] = (i - steps / 2) * (2f * FAR / steps);
    }
    float[] outputs = inputs.clone();
    Activations.apply(activation, outputs, 0, steps, BIAS);
    for (int i = 0; i < steps; i++) {
      double wanted = exact.applyAsDouble(inputs[i] + BIAS);
      assertThat(Math.abs(outputs[i] - wanted))
          .as("%s of %s is %s, not %s", activation, inputs[i] + BIAS, outputs[i], wanted)
          .isLessThanOrEqualTo(1.1 * ROUNDING * Math.max(1, Math.abs(wanted)));
    }
  }
}
