package dev.trainyard.network;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A network whose shapes are known: every layer with its input, its output and its parameters.
 *
 * @param input the shape of one example
 * @param layers from input to output
 */
public record Network(Shape input, List<PlacedLayer> layers) {

  /** The largest network that is accepted: 100 million parameters, 400 MB of floats. */
  public static final long MOST_PARAMETERS = 100_000_000;

  /**
   * A layer at its place.
   *
   * @param index from 0
   * @param parameters the number of trainable parameters
   * @param statistics the numbers that are kept beside them and not trained
   * @param multiplyAdds for one example, forward
   */
  public record PlacedLayer(
      int index,
      Layer layer,
      Shape input,
      Shape output,
      long parameters,
      long statistics,
      long multiplyAdds) {}

  /**
   * Infers all shapes.
   *
   * @param input the shape of one example
   * @param classes the number of outputs that the last layer must have
   * @throws InvalidNetwork if a layer cannot follow its predecessor, if a softmax stands anywhere
   *     but at the end, if the last layer is not a softmax over {@code classes} values, or if the
   *     network is larger than {@link #MOST_PARAMETERS}
   */
  public static Network of(NetworkSpec spec, Shape input, int classes) {
    List<PlacedLayer> placed = new ArrayList<>();
    Shape shape = input;
    long parameters = 0;
    int last = spec.layers().size() - 1;
    for (int i = 0; i <= last; i++) {
      Layer layer = spec.layers().get(i);
      PlacedLayer here = place(i, layer, shape);
      if (layer.activation() == Activation.SOFTMAX && i < last) {
        throw new InvalidNetwork(
            "layers[%d]".formatted(i), "softmax belongs to the last layer only");
      }
      parameters += here.parameters() + here.statistics();
      if (parameters > MOST_PARAMETERS) {
        throw new InvalidNetwork(
            "layers[%d]".formatted(i),
            "with this %s layer the network has %,d parameters; at most %,d are accepted"
                .formatted(layer.type(), parameters, MOST_PARAMETERS));
      }
      placed.add(here);
      shape = here.output();
    }
    requireClassifier(spec.layers().get(last), last, shape, classes);
    return new Network(input, List.copyOf(placed));
  }

  /** The number of trainable parameters. */
  public long parameters() {
    return layers.stream().mapToLong(PlacedLayer::parameters).sum();
  }

  /** The numbers that are kept beside the parameters and not trained: running averages. */
  public long statistics() {
    return layers.stream().mapToLong(PlacedLayer::statistics).sum();
  }

  /** The multiply-adds for one example, forward. */
  public long multiplyAdds() {
    return layers.stream().mapToLong(PlacedLayer::multiplyAdds).sum();
  }

  /** The number of classes that the network tells apart. */
  public int classes() {
    return layers.getLast().output().size();
  }

  /**
   * The image whose values come to a layer as a vector, channel by channel; null where an image
   * comes, or what a dense layer has mixed.
   *
   * @param layer its index; as many as there are layers for what comes out of the last
   */
  public Shape.@Nullable Image flattenedBefore(int layer) {
    Shape.Image image = null;
    for (PlacedLayer placed : layers.subList(0, layer)) {
      if (placed.layer() instanceof Layer.Flatten && placed.input() instanceof Shape.Image flat) {
        image = flat;
      } else if (placed.layer() instanceof Layer.Dense) {
        image = null;
      }
    }
    return image;
  }

  private static PlacedLayer place(int index, Layer layer, Shape input) {
    try {
      Shape output = layer.outputShape(input);
      output.size();
      return new PlacedLayer(
          index,
          layer,
          input,
          output,
          layer.parameters(input),
          layer.statistics(input),
          layer.multiplyAdds(input));
    } catch (LayerMisfit misfit) {
      throw new InvalidNetwork("layers[%d]".formatted(index), misfit.reason());
    } catch (ArithmeticException overflow) {
      throw new InvalidNetwork(
          "layers[%d]".formatted(index),
          "this %s layer or its output is too large".formatted(layer.type()));
    }
  }

  private static void requireClassifier(Layer layer, int index, Shape output, int classes) {
    if (layer.activation() != Activation.SOFTMAX) {
      throw new InvalidNetwork(
          "layers[%d]".formatted(index),
          "the last layer must have the activation softmax, so that the outputs are probabilities");
    }
    if (!output.equals(new Shape.Vector(classes))) {
      throw new InvalidNetwork(
          "layers[%d]".formatted(index),
          "the last layer has the output shape %s; the dataset has %d classes, so it must be [%d]"
              .formatted(output, classes, classes));
    }
  }
}
