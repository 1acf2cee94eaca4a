package dev.trainyard.engine.fused;

import dev.trainyard.network.Activation;
import dev.trainyard.network.Layer;
import dev.trainyard.network.Network;
import dev.trainyard.network.Network.PlacedLayer;
import dev.trainyard.network.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A network's layers as stages take them. An activation whose derivative cannot be told from its
 * output, which overwrites its input in a dense layer or a convolution, becomes a layer on its own.
 * One that stands on its own before a max pooling comes after it where that makes no difference:
 * there is less left to do.
 */
final class Unfolding {

  private Unfolding() {}

  static List<PlacedLayer> of(Network network) {
    List<PlacedLayer> layers =
        new ArrayList<>(network.layers().stream().flatMap(Unfolding::of).toList());
    for (int i = 0; i + 1 < layers.size(); i++) {
      if (mayFollow(layers.get(i).layer(), layers.get(i + 1).layer())) {
        PlacedLayer activation = layers.get(i);
        PlacedLayer pool = layers.get(i + 1);
        layers.set(i, between(pool, activation.input(), pool.output()));
        layers.set(i + 1, between(activation, pool.output(), pool.output()));
      }
    }
    return layers;
  }

  private static boolean mayFollow(Layer first, Layer second) {
    return first instanceof Layer.Activate(var activation)
        && PoolTail.neverFalls(activation)
        && second instanceof Layer.MaxPool2d;
  }

  /** A layer without parameters at another place. */
  private static PlacedLayer between(PlacedLayer placed, Shape input, Shape output) {
    return new PlacedLayer(placed.index(), placed.layer(), input, output, 0, 0, 0);
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
