package dev.trainyard.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trainyard.network.Activation;
import dev.trainyard.network.Layer;
import dev.trainyard.network.Network;
import dev.trainyard.network.NetworkSpec;
import dev.trainyard.network.Padding;
import dev.trainyard.network.Shape;
import dev.trainyard.refusal.Refusal;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

@NullUnmarked
class FirstKernelsTest {
  private static final Layer OUTPUT = new Layer.Dense(2, Activation.SOFTMAX);

  @Test
  void findsTheImageOfEachUnit() {
    FirstKernels kernels = of(new Shape.Image(2, 3, 1), new Layer.Flatten(), OUTPUT);

    assertThat(kernels.layer()).isEqualTo(1);
    assertThat(kernels.largest()).isEqualTo(11);
    assertThat(kernels.kernels())
        .extracting(FirstKernels.Kernel::name)
        .containsExactly("unit 1", "unit 2");
    assertThat(kernels.kernels().getLast().weights())
        .isDeepEqualTo(new float[][] {{6, 7, 8}, {9, 10, 11}});
  }

  @Test
  void findsEachFilterAndChannelBehindTheBiases() {
    FirstKernels kernels =
        of(
            new Shape.Image(3, 3, 2),
            new Layer.Conv2d(2, 2, 1, Padding.VALID, Activation.RELU),
            new Layer.Flatten(),
            OUTPUT);

    assertThat(kernels.type()).isEqualTo("conv2d");
    assertThat(kernels.kernels())
        .extracting(FirstKernels.Kernel::name)
        .containsExactly(
            "filter 1, channel 1",
            "filter 1, channel 2",
            "filter 2, channel 1",
            "filter 2, channel 2");
    assertThat(kernels.kernels().get(1).weights()).isDeepEqualTo(new float[][] {{6, 7}, {8, 9}});
  }

  @Test
  void refusesWhatSeesNoImage() {
    assertThatThrownBy(() -> of(new Shape.Image(4, 4, 3), new Layer.GlobalAvgPool2d(), OUTPUT))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("layers[1]");
  }

  @Test
  void refusesANetworkWithoutKernelsWithTheReason() {
    assertThatThrownBy(
            () ->
                of(
                    new Shape.Image(4, 4, 2),
                    new Layer.BatchNorm(0.9, 0.001),
                    new Layer.GlobalAvgPool2d(),
                    new Layer.Activate(Activation.SOFTMAX)))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("no dense layer and no convolution")
        .extracting(refusal -> ((Refusal) refusal).kind())
        .isEqualTo(Refusal.Kind.CONFLICT);
  }

  /** Those of a network whose parameters are 0, 1, 2 ... */
  private static FirstKernels of(Shape input, Layer... layers) {
    Network network = Network.of(new NetworkSpec(List.of(layers)), input, 2);
    float[] parameters = new float[(int) network.parameters()];
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = i;
    }
    return FirstKernels.of(network, parameters);
  }
}
