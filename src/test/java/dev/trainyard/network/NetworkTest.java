package dev.trainyard.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trainyard.network.Layer.Activate;
import dev.trainyard.network.Layer.AvgPool2d;
import dev.trainyard.network.Layer.BatchNorm;
import dev.trainyard.network.Layer.Conv2d;
import dev.trainyard.network.Layer.Dense;
import dev.trainyard.network.Layer.Dropout;
import dev.trainyard.network.Layer.Flatten;
import dev.trainyard.network.Layer.GlobalAvgPool2d;
import dev.trainyard.network.Layer.MaxPool2d;
import dev.trainyard.network.Network.PlacedLayer;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkTest {
  private static final Shape MNIST = new Shape.Image(28, 28, 1);
  private static final Layer TEN = new Dense(10, Activation.SOFTMAX);
  private static final Layer NORM = new BatchNorm(0.99, 1e-3);

  @Test
  void infersEveryShapeAndCountsParametersAndMultiplyAdds() {
    Network network =
        network(
            new Conv2d(20, 5, 1, Padding.VALID, Activation.RELU),
            new MaxPool2d(2, 2, Padding.VALID),
            new Dropout(0.5),
            new Flatten(),
            TEN);

    assertThat(network.layers())
        .extracting(layer -> layer.output().dimensions())
        .containsExactly(
            List.of(24, 24, 20),
            List.of(12, 12, 20),
            List.of(12, 12, 20),
            List.of(2880),
            List.of(10));
    assertThat(network.layers())
        .extracting(PlacedLayer::parameters)
        .containsExactly(5 * 5 * 20 + 20L, 0L, 0L, 0L, 2880 * 10 + 10L);
    assertThat(network.layers())
        .extracting(PlacedLayer::multiplyAdds)
        .containsExactly(24 * 24 * 5 * 5 * 20L, 0L, 0L, 0L, 2880 * 10L);
    assertThat(network.parameters()).isEqualTo(29_330);
    assertThat(network.classes()).isEqualTo(10);
  }

  @Test
  void refusesAKernelWhoseParametersNoLongCanCount() {
    // 65536 kernels of 65536 x 65536 x 65536 weights: 2^64 are 0 in a long.
    Layer wide = new Conv2d(65_536, 1, 1, Padding.SAME, Activation.RELU);
    Layer huge = new Conv2d(65_536, 65_536, 1, Padding.SAME, Activation.RELU);

    assertThatThrownBy(() -> network(wide, huge, new GlobalAvgPool2d(), TEN))
        .isInstanceOf(InvalidNetwork.class)
        .hasMessageContaining("this conv2d layer or its output is too large");
  }

  @Test
  void countsTheChannelsOfTheInputInAKernel() {
    Network network = network(conv(8, 3), conv(4, 3), new Flatten(), TEN);

    assertThat(network.layers().get(1).parameters()).isEqualTo(3 * 3 * 8 * 4 + 4);
  }

  @Test
  void normalisesChannelsOfImagesAndValuesOfVectors() {
    Network network =
        network(conv(8, 3), NORM, new AvgPool2d(4, 3, Padding.SAME), new Flatten(), NORM, TEN);

    assertThat(network.layers())
        .extracting(PlacedLayer::parameters)
        .containsExactly(80L, 16L, 0L, 0L, 2 * 648L, 6490L);
    assertThat(network.layers())
        .extracting(PlacedLayer::statistics)
        .containsExactly(0L, 16L, 0L, 0L, 2 * 648L, 0L);
    assertThat(network.layers().get(2).output().dimensions()).containsExactly(9, 9, 8);
    assertThat(network.statistics()).isEqualTo(16 + 2 * 648);
  }

  @Test
  void averagesAnImageToOneValueForEachChannel() {
    Network network = network(conv(10, 3), new GlobalAvgPool2d(), new Activate(Activation.SOFTMAX));

    assertThat(network.layers().get(1).output()).isEqualTo(new Shape.Vector(10));
  }

  @Test
  void refusesAnAverageOfAVector() {
    assertRefusal("layers[1]", new Flatten(), new GlobalAvgPool2d(), TEN)
        .hasMessageStartingWith("a globalAvgPool2d layer needs an image")
        .hasMessageContaining("[784]");
    assertRefusal("layers[1]", new Flatten(), new AvgPool2d(2, 2, Padding.SAME), TEN)
        .hasMessageStartingWith("an avgPool2d layer needs an image");
  }

  @Test
  void acceptsASoftmaxOnItsOwnAtTheEnd() {
    Network network =
        network(new Flatten(), new Dense(10, Activation.LINEAR), new Activate(Activation.SOFTMAX));

    assertThat(network.parameters()).isEqualTo(7850);
  }

  @ParameterizedTest
  @CsvSource({
    "28, 5, 1, VALID, 24, 0",
    "28, 2, 2, VALID, 14, 0",
    "7, 2, 2, VALID, 3, 0",
    "4, 5, 1, VALID, 0, 0",
    "28, 5, 1, SAME, 28, 2",
    "7, 2, 2, SAME, 4, 0",
    "28, 4, 1, SAME, 28, 1",
    "5, 3, 2, SAME, 3, 1"
  })
  void padsAsKerasDoes(int input, int window, int stride, Padding padding, int out, int before) {
    assertThat(padding.output(input, window, stride)).isEqualTo(out);
    assertThat(padding.before(input, window, stride)).isEqualTo(before);
  }

  @Test
  void refusesADenseLayerOnAnImage() {
    assertRefusal("layers[0]", TEN)
        .hasMessageContaining("[28, 28, 1]")
        .hasMessageContaining("flatten");
  }

  @Test
  void refusesAConvolutionOnAVector() {
    assertRefusal("layers[1]", new Flatten(), conv(8, 3), TEN)
        .hasMessageContaining("needs an image")
        .hasMessageContaining("[784]");
  }

  @Test
  void refusesAWindowThatDoesNotFit() {
    assertRefusal("layers[1]", new MaxPool2d(7, 7, Padding.VALID), conv(8, 5), new Flatten(), TEN)
        .hasMessageContaining("kernel of 5x5 does not fit")
        .hasMessageContaining("[4, 4, 1]");
  }

  @Test
  void refusesASoftmaxBeforeTheEnd() {
    assertRefusal("layers[1]", new Flatten(), new Dense(64, Activation.SOFTMAX), TEN)
        .hasMessageContaining("last layer only");
  }

  @Test
  void refusesALastLayerThatGivesNoProbabilities() {
    assertRefusal("layers[1]", new Flatten(), new Dense(10, Activation.RELU))
        .hasMessageContaining("must have the activation softmax");
  }

  @Test
  void refusesANumberOfOutputsOtherThanTheClasses() {
    assertRefusal("layers[1]", new Flatten(), new Dense(11, Activation.SOFTMAX))
        .hasMessageContaining("10 classes")
        .hasMessageContaining("must be [10]");
  }

  @Test
  void refusesANetworkThatIsTooLarge() {
    Layer wide = new Dense(65_536, Activation.RELU);

    assertRefusal("layers[2]", new Flatten(), wide, wide, TEN)
        .hasMessageContaining("at most 100,000,000");
  }

  @Test
  void refusesAnOutputWhoseSizeOverflows() {
    Shape wide = new Shape.Image(30_000, 30_000, 1);
    NetworkSpec spec = new NetworkSpec(List.of(conv(65_536, 1), new Flatten(), TEN));

    assertThatThrownBy(() -> Network.of(spec, wide, 10))
        .isInstanceOf(InvalidNetwork.class)
        .hasMessageContaining("too large");
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> assertRefusal(
      String field, Layer... layers) {
    var refusal = assertThatThrownBy(() -> network(layers)).isInstanceOf(InvalidNetwork.class);
    refusal
        .asInstanceOf(InstanceOfAssertFactories.throwable(InvalidNetwork.class))
        .extracting(InvalidNetwork::field)
        .isEqualTo(field);
    return refusal;
  }

  private static Network network(Layer... layers) {
    return Network.of(new NetworkSpec(List.of(layers)), MNIST, 10);
  }

  private static Layer conv(int filters, int kernel) {
    return new Conv2d(filters, kernel, 1, Padding.VALID, Activation.RELU);
  }
}
