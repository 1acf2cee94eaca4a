package dev.trainyard.catalog;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trainyard.network.Activation;
import dev.trainyard.network.Layer;
import dev.trainyard.network.Loss;
import dev.trainyard.network.Network;
import dev.trainyard.network.Network.PlacedLayer;
import dev.trainyard.network.Shape;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A network laid out for reading. */
public record NetworkSummary(
    @Schema(description = "What its input and output are fitted to", example = "mnist")
        String dataset,
    @Schema(description = "The shape of one image", example = "[28,28,1]") Shape inputShape,
    @Schema(description = "From input to output") List<LayerSummary> layers,
    @Schema(description = "Trainable parameters of all layers", example = "55050") long parameters,
    @Schema(description = "Multiply-adds for one image, forward", example = "54912")
        long multiplyAdds,
    Loss loss) {

  /** One layer at its place. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record LayerSummary(
      @Schema(description = "From 0, as in network.layers[0]", example = "1") int index,
      @Schema(example = "dense") String type,
      @Schema(description = "What the layer does") String does,
      @Schema(example = "[784]") Shape inputShape,
      @Schema(example = "[64]") Shape outputShape,
      @Schema(description = "Values in its output for one image", example = "64") int neurons,
      @Schema(description = "Absent where a layer has none", example = "relu")
          @Nullable Activation activation,
      @Schema(description = "What the activation is and why it fits")
          @Nullable String whyActivation,
      @Schema(description = "Trainable parameters", example = "50240") long parameters,
      @Schema(description = "How they add up: weights + biases", example = "784 × 64 + 64 = 50,240")
          String parametersWorkedOut,
      @Schema(description = "Multiply-adds for one image, forward", example = "50176")
          long multiplyAdds) {}

  /**
   * The summary of a network.
   *
   * @param dataset the name of what it is fitted to
   */
  public static NetworkSummary of(String dataset, Network network) {
    return new NetworkSummary(
        dataset,
        network.input(),
        network.layers().stream().map(NetworkSummary::layer).toList(),
        network.parameters(),
        network.multiplyAdds(),
        Loss.categoricalCrossEntropy(network.classes()));
  }

  private static LayerSummary layer(PlacedLayer placed) {
    Layer layer = placed.layer();
    Activation activation = activation(layer);
    return new LayerSummary(
        placed.index(),
        layer.type(),
        does(layer),
        placed.input(),
        placed.output(),
        placed.output().size(),
        activation,
        activation == null ? null : why(activation),
        placed.parameters(),
        workedOut(placed),
        placed.multiplyAdds());
  }

  private static @Nullable Activation activation(Layer layer) {
    return switch (layer) {
      case Layer.Dense _, Layer.Conv2d _, Layer.Activate _ -> layer.activation();
      case Layer.MaxPool2d _, Layer.Flatten _, Layer.Dropout _ -> null;
    };
  }

  private static String does(Layer layer) {
    return switch (layer) {
      case Layer.Dense(int units, _) ->
          "connects each of its %,d units to every input".formatted(units);
      case Layer.Conv2d(int filters, int kernel, _, _, _) ->
          "looks for %,d features, each with one kernel of %dx%d that slides over the whole image"
              .formatted(filters, kernel, kernel);
      case Layer.MaxPool2d(int size, _, _) ->
          "keeps the largest of each %dx%d values, so that a small shift changes little"
              .formatted(size, size);
      case Layer.Flatten _ -> "lays an image out as a vector";
      case Layer.Dropout(double rate) ->
          "sets values to 0 with probability %s while training, so that no unit relies on another"
              .formatted(rate);
      case Layer.Activate _ -> "applies its activation to every value";
    };
  }

  private static String why(Activation activation) {
    return switch (activation) {
      case RELU ->
          "max(0, x): cheap, and its slope of 1 for every active unit lets gradients through many layers unchanged";
      case SOFTMAX ->
          "exp(z_k) / Σ exp(z_j): the outputs are positive and add up to 1, so they are probabilities of classes that exclude each other";
      case TANH -> "between -1 and 1, centred on 0; its slope vanishes far from 0";
      case SIGMOID -> "between 0 and 1; its slope is at most a quarter and vanishes far from 0";
      case LINEAR -> "none: the values are passed on as they are";
    };
  }

  private static String workedOut(PlacedLayer placed) {
    return switch (placed.layer()) {
      case Layer.Dense(int units, _) ->
          "%,d × %,d + %,d = %,d"
              .formatted(placed.input().size(), units, units, placed.parameters());
      case Layer.Conv2d(int filters, int kernel, _, _, _) ->
          "%d × %d × %,d × %,d + %,d = %,d"
              .formatted(
                  kernel,
                  kernel,
                  ((Shape.Image) placed.input()).channels(),
                  filters,
                  filters,
                  placed.parameters());
      case Layer.MaxPool2d _, Layer.Flatten _, Layer.Dropout _, Layer.Activate _ -> "0";
    };
  }
}
