package dev.trainyard.export;

import static dev.trainyard.export.Literals.number;

import dev.trainyard.engine.ParameterLayout;
import dev.trainyard.engine.ParameterLayout.Block;
import dev.trainyard.network.Activation;
import dev.trainyard.network.Initializer;
import dev.trainyard.network.Layer;
import dev.trainyard.network.Network;
import dev.trainyard.network.Network.PlacedLayer;
import dev.trainyard.network.Padding;
import dev.trainyard.network.Shape;
import dev.trainyard.training.TrainingSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The layers of a network as calls of Keras 3, each with the name that its weights go by. */
final class KerasLayers {
  private final TrainingSpec training;
  private final FlattenedImages flattened;
  private final Set<Integer> hidden;

  private KerasLayers(Network network, TrainingSpec training) {
    this.training = training;
    this.flattened = new FlattenedImages(network);
    this.hidden =
        ParameterLayout.of(network).stream()
            .filter(Block::hidden)
            .map(block -> block.layer().index())
            .collect(Collectors.toSet());
  }

  /** A line for each layer, from input to output. */
  static List<String> of(Network network, TrainingSpec training) {
    KerasLayers layers = new KerasLayers(network, training);
    return network.layers().stream().flatMap(layers::lines).toList();
  }

  private Stream<String> lines(PlacedLayer placed) {
    return switch (placed.layer()) {
      case Layer.Dense(int units, var activation, var initializer) ->
          layer(placed, "Dense", Integer.toString(units), kernel(placed, activation, initializer));
      case Layer.Conv2d(
              int filters,
              int kernel,
              int stride,
              var padding,
              var activation,
              var initializer) ->
          layer(
              placed,
              "Conv2D",
              "%d, %d, strides=%d, padding=%s".formatted(filters, kernel, stride, name(padding)),
              kernel(placed, activation, initializer));
      case Layer.MaxPool2d(int size, int stride, var padding) ->
          pooling(placed, "MaxPooling2D", size, stride, padding);
      case Layer.AvgPool2d(int size, int stride, var padding) ->
          pooling(placed, "AveragePooling2D", size, stride, padding);
      case Layer.GlobalAvgPool2d _ -> layer(placed, "GlobalAveragePooling2D");
      case Layer.BatchNorm(double momentum, double epsilon) ->
          layer(
              placed,
              "BatchNormalization",
              "momentum=%s, epsilon=%s".formatted(number(momentum), number(epsilon)));
      case Layer.Flatten _ -> flatten(placed);
      case Layer.Dropout(double rate) -> layer(placed, "Dropout", number(rate));
      case Layer.Activate(var activation) -> layer(placed, "Activation", name(activation));
    };
  }

  /** Where the order of the values decides which class is which, channels come first. */
  private Stream<String> flatten(PlacedLayer placed) {
    Stream<String> flatten = layer(placed, "Flatten");
    return flattened.reachEnd() && placed.input() instanceof Shape.Image
        ? Stream.concat(Stream.of("keras.layers.Permute((3, 1, 2))"), flatten)
        : flatten;
  }

  private static Stream<String> pooling(
      PlacedLayer placed, String layer, int size, int stride, Padding padding) {
    return layer(
        placed, layer, "%d, strides=%d, padding=%s".formatted(size, stride, name(padding)));
  }

  private static Stream<String> layer(PlacedLayer placed, String layer, String... arguments) {
    return Stream.of(
        Stream.concat(Stream.of(arguments), Stream.of("name=\"" + LayerNames.of(placed) + '"'))
            .collect(Collectors.joining(", ", "keras.layers." + layer + "(", ")")));
  }

  private String kernel(PlacedLayer placed, Activation activation, Initializer initializer) {
    List<String> arguments = new ArrayList<>();
    arguments.add("activation=" + name(activation));
    arguments.add("kernel_initializer=" + name(initializer));
    if (hidden.contains(placed.index())) {
      if (training.l1() > 0 || training.l2() > 0) {
        arguments.add(
            "kernel_regularizer=keras.regularizers.L1L2(l1=%s, l2=%s)"
                .formatted(number(training.l1()), number(training.l2())));
      }
      if (training.l2Biases() > 0) {
        arguments.add(
            "bias_regularizer=keras.regularizers.L2(%s)".formatted(number(training.l2Biases())));
      }
    }
    return String.join(", ", arguments);
  }

  /** GELU is a function of the script's own: the form that DL4J has. */
  private static String name(Activation activation) {
    return switch (activation) {
      case LEAKY_RELU -> "\"leaky_relu\"";
      case GELU -> "gelu";
      case LINEAR, RELU, ELU, TANH, SIGMOID, SOFTMAX -> named(activation);
    };
  }

  private static String name(Initializer initializer) {
    return named(initializer);
  }

  private static String name(Padding padding) {
    return named(padding);
  }

  /** Keras's names are those of the constants, in small letters. */
  private static String named(Enum<?> constant) {
    return '"' + constant.name().toLowerCase(Locale.ROOT) + '"';
  }
}
