package dev.trainyard.engine.fused;

import dev.trainyard.network.Activation;
import dev.trainyard.network.Layer;
import dev.trainyard.network.Network;
import dev.trainyard.network.Network.PlacedLayer;
import java.util.List;
import java.util.stream.Stream;

/**
 * A network's layers as stages take them: an activation whose derivative cannot be told from its
 * output, which overwrites its input in a dense layer or a convolution, becomes a layer on its own.
 */
final class Unfolding {

  private Unfolding() {}

  static List<PlacedLayer> of(Network network) {
    return network.layers().stream().flatMap(Unfolding::of).toList();
  }

  private static Stream<PlacedLayer> of(PlacedLayer placed) {
    return switch (placed.layer()) {
      case Layer.Dense(int units, var activation, var initializer)
          when activation == Activation.GELU ->
          apart(placed, new Layer.Dense(units, Activation.LINEAR, initializer));
      case Layer.Conv2d(
              int filters,
              int kernel,
              int stride,
              var padding,
              var activation,
              var initializer)
          when activation == Activation.GELU ->
          apart(
              placed,
              new Layer.Conv2d(filters, kernel, stride, padding, Activation.LINEAR, initializer));
      default -> Stream.of(placed);
    };
  }

  private static Stream<PlacedLayer> apart(PlacedLayer placed, Layer linear) {
    return Stream.of(
        new PlacedLayer(
            placed.index(),
            linear,
            placed.input(),
            placed.output(),
            placed.parameters(),
            placed.statistics(),
            placed.multiplyAdds()),
        new PlacedLayer(
            placed.index(),
            new Layer.Activate(placed.layer().activation()),
            placed.output(),
            placed.output(),
            0,
            0,
            0));
  }
}
