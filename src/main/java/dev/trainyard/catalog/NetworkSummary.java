package dev.trainyard.catalog;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trainyard.engine.Engines;
import dev.trainyard.engine.TrainingEngine;
import dev.trainyard.network.Activation;
import dev.trainyard.network.Initializer;
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
    @Schema(
            description =
                "Numbers that are kept beside them and not trained: the running means and variances of batchNorm layers",
            example = "0")
        long nonTrainableParameters,
    @Schema(description = "Multiply-adds for one image, forward", example = "54912")
        long multiplyAdds,
    @Schema(
            description =
                "The engines that can be used here, and why one cannot train this network if it cannot")
        List<EngineSupport> engines,
    Loss loss) {

  /** Whether an engine can train the network. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record EngineSupport(
      @Schema(example = "fused") String engine,
      @Schema(description = "Absent where the engine trains this network")
          @Nullable String unsupported) {}

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
      @Schema(
              description = "How its kernel begins; absent where it has none",
              example = "glorotUniform")
          @Nullable Initializer kernelInitializer,
      @Schema(description = "Trainable parameters", example = "50240") long parameters,
      @Schema(description = "Running averages, which are kept and not trained", example = "0")
          long nonTrainableParameters,
      @Schema(description = "How they add up: weights + biases", example = "784 × 64 + 64 = 50,240")
          String parametersWorkedOut,
      @Schema(description = "Multiply-adds for one image, forward", example = "50176")
          long multiplyAdds) {}

  /**
   * The summary of a network.
   *
   * @param dataset the name of what it is fitted to
   */
  public static NetworkSummary of(String dataset, Network network, Engines engines) {
    return new NetworkSummary(
        dataset,
        network.input(),
        network.layers().stream().map(NetworkSummary::layer).toList(),
        network.parameters(),
        network.statistics(),
        network.multiplyAdds(),
        engines(network, engines),
        Loss.categoricalCrossEntropy(network.classes()));
  }

  /** Those that this machine has, the one that is preferred first. */
  static List<EngineSupport> engines(Network network, Engines engines) {
    return engines.usable().stream().map(engine -> support(engine, network)).toList();
  }

  private static EngineSupport support(TrainingEngine engine, Network network) {
    return new EngineSupport(
        engine.name(), engine.unsupported(network, Presets.DEFAULT_TRAINING).orElse(null));
  }

  private static LayerSummary layer(PlacedLayer placed) {
    Layer layer = placed.layer();
    Activation activation = activation(layer);
    return new LayerSummary(
        placed.index(),
        layer.type(),
        LayerWords.does(layer),
        placed.input(),
        placed.output(),
        placed.output().size(),
        activation,
        activation == null ? null : LayerWords.why(activation),
        initializer(layer),
        placed.parameters(),
        placed.statistics(),
        LayerWords.workedOut(placed),
        placed.multiplyAdds());
  }

  private static @Nullable Activation activation(Layer layer) {
    return switch (layer) {
      case Layer.Dense _, Layer.Conv2d _, Layer.Activate _ -> layer.activation();
      default -> null;
    };
  }

  private static @Nullable Initializer initializer(Layer layer) {
    return switch (layer) {
      case Layer.Dense dense -> dense.kernelInitializer();
      case Layer.Conv2d convolution -> convolution.kernelInitializer();
      default -> null;
    };
  }
}
