package dev.trainyard.export;

import dev.trainyard.network.Network;
import dev.trainyard.network.Network.PlacedLayer;
import dev.trainyard.network.Shape;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Which vectors are flattened images, whose values DL4J counts channel by channel and Keras pixel
 * by pixel. A dense layer mixes them: what comes behind it has no such order any more.
 */
final class FlattenedImages {
  private final Map<Integer, Shape.Image> inputs = new HashMap<>();
  private final boolean reachEnd;

  FlattenedImages(Network network) {
    for (PlacedLayer placed : network.layers()) {
      Shape.Image image = network.flattenedBefore(placed.index());
      if (image != null) {
        inputs.put(placed.index(), image);
      }
    }
    Shape.Image classes = network.flattenedBefore(network.layers().size());
    reachEnd = classes != null && classes.channels() > 1;
  }

  /**
   * Whether the classes are the values of a flattened image of several channels: then their order
   * has to be DL4J's.
   */
  boolean reachEnd() {
    return reachEnd;
  }

  /**
   * For each input of a layer in Keras's order its place in DL4J's.
   *
   * @param count how many inputs it has
   */
  int[] places(PlacedLayer placed, int count) {
    return Optional.ofNullable(inputs.get(placed.index()))
        .filter(_ -> !reachEnd)
        .map(FlattenedImages::places)
        .orElseGet(() -> IntStream.range(0, count).toArray());
  }

  private static int[] places(Shape.Image image) {
    int channels = image.channels();
    int pixels = image.height() * image.width();
    return IntStream.range(0, image.size())
        .map(i -> i % channels * pixels + i / channels)
        .toArray();
  }
}
