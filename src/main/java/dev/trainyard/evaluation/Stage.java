package dev.trainyard.evaluation;

import dev.trainyard.network.Activation;
import dev.trainyard.network.Layer;
import dev.trainyard.network.Network;
import dev.trainyard.network.Network.PlacedLayer;
import java.util.ArrayList;
import java.util.List;

/**
 * Layers that are looked at as one: a kernel with the normalisation and the activation that follow
 * it. Flatten and dropout layers change no value of a prediction and belong to none.
 *
 * @param first the place of the first of them in the network, from 0
 * @param last the last of them, whose values they all make
 * @param operations their names in JSON, with those of their activations
 */
record Stage(int first, PlacedLayer last, List<String> operations) {

  /** Those of a network, from input to output. */
  static List<Stage> of(Network network) {
    List<PlacedLayer> layers = network.layers().stream().filter(Stage::changesValues).toList();
    List<Stage> stages = new ArrayList<>();
    int first = 0;
    for (int i = 0; i < layers.size(); i++) {
      if (i == layers.size() - 1 || !isHalfway(layers.get(i), layers.get(i + 1))) {
        stages.add(of(layers.subList(first, i + 1)));
        first = i + 1;
      }
    }
    return stages;
  }

  private static Stage of(List<PlacedLayer> layers) {
    List<String> operations = new ArrayList<>();
    for (PlacedLayer placed : layers) {
      Layer layer = placed.layer();
      if (!(layer instanceof Layer.Activate)) {
        operations.add(layer.type());
      }
      if (layer.activation() != Activation.LINEAR) {
        operations.add(layer.activation().type());
      }
    }
    return new Stage(layers.getFirst().index(), layers.getLast(), operations);
  }

  private static boolean changesValues(PlacedLayer placed) {
    return switch (placed.layer()) {
      case Layer.Flatten _, Layer.Dropout _ -> false;
      case Layer.Activate(var activation) -> activation != Activation.LINEAR;
      default -> true;
    };
  }

  private static boolean isHalfway(PlacedLayer placed, PlacedLayer next) {
    boolean goesOn =
        next.layer() instanceof Layer.BatchNorm || next.layer() instanceof Layer.Activate;
    return goesOn && placed.layer().activation() == Activation.LINEAR;
  }
}
