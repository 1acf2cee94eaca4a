package dev.trainyard.export;

import static dev.trainyard.export.OnnxGraph.attribute;
import static dev.trainyard.export.OnnxGraph.number;

import dev.trainyard.engine.ParameterLayout;
import dev.trainyard.engine.ParameterLayout.Block;
import dev.trainyard.engine.TrainedModel;
import dev.trainyard.network.Activation;
import dev.trainyard.network.Layer;
import dev.trainyard.network.Network.PlacedLayer;
import dev.trainyard.network.Padding;
import dev.trainyard.network.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import onnx.Onnx.AttributeProto;

/**
 * The layers of a network as ONNX's operators, as they predict: dropout does nothing, and a batch
 * normalisation goes by its running averages.
 *
 * <p>ONNX's images are [batch, channels, height, width] as DL4J's are, so a flattened image comes
 * in the order in which the parameters behind it lie, and every kernel can be copied as it is.
 */
final class OnnxLayers {
  private final OnnxGraph graph;
  private final float[] parameters;
  private final Map<Integer, Block> blocks;

  OnnxLayers(OnnxGraph graph, TrainedModel model) {
    this.graph = graph;
    this.parameters = model.state().parameters();
    this.blocks =
        ParameterLayout.of(model.network()).stream()
            .collect(Collectors.toMap(block -> block.layer().index(), Function.identity()));
  }

  /** Adds the nodes of a layer; none for a layer that does nothing when it predicts. */
  void add(PlacedLayer placed) {
    String name = LayerNames.of(placed);
    switch (placed.layer()) {
      case Layer.Dense(int units, var activation, _) -> {
        int inputs = placed.input().size();
        graph.add("Gemm", name, weights(placed, units, inputs), number("transB", 1));
        activate(activation, name);
      }
      case Layer.Conv2d(int filters, int kernel, int stride, var padding, var activation, _) -> {
        int channels = image(placed).channels();
        graph.add(
            "Conv",
            name,
            weights(placed, filters, channels, kernel, kernel),
            window(placed, kernel, stride, padding));
        activate(activation, name);
      }
      case Layer.MaxPool2d(int size, int stride, var padding) ->
          graph.add("MaxPool", name, List.of(), window(placed, size, stride, padding));
      case Layer.AvgPool2d(int size, int stride, var padding) ->
          graph.add(
              "AveragePool",
              name,
              List.of(),
              with(number("count_include_pad", 0), window(placed, size, stride, padding)));
      case Layer.GlobalAvgPool2d _ -> {
        graph.add("GlobalAveragePool", name, List.of());
        graph.add("Flatten", name + ".flat", List.of(), number("axis", 1));
      }
      case Layer.BatchNorm(_, double epsilon) ->
          graph.add(
              "BatchNormalization",
              name,
              normalisation(block(placed), name),
              number("epsilon", (float) epsilon));
      case Layer.Flatten _ -> flatten(placed, name);
      case Layer.Dropout _ -> {}
      case Layer.Activate(var activation) -> activate(activation, name);
    }
  }

  private void flatten(PlacedLayer placed, String name) {
    if (placed.input() instanceof Shape.Image) {
      graph.add("Flatten", name, List.of(), number("axis", 1));
    }
  }

  private void activate(Activation activation, String layer) {
    String name = layer + "." + activation.type();
    switch (activation) {
      case LINEAR -> {}
      case RELU -> graph.add("Relu", name, List.of());
      case LEAKY_RELU ->
          graph.add("LeakyRelu", name, List.of(), number("alpha", (float) Activation.LEAKY_SLOPE));
      case ELU -> graph.add("Elu", name, List.of(), number("alpha", 1f));
      case GELU -> gelu(name);
      case TANH -> graph.add("Tanh", name, List.of());
      case SIGMOID -> graph.add("Sigmoid", name, List.of());
      case SOFTMAX -> graph.add("Softmax", name, List.of(), number("axis", 1));
    }
  }

  /** x · σ(1.702 x): ONNX's own Gelu, of opset 20, is another. */
  private void gelu(String name) {
    String input = graph.value();
    String factor = name + ".factor";
    float[] factors = {(float) Activation.GELU_FACTOR};
    graph.add(
        "Mul", name + ".scaled", List.of(graph.constant(new Tensor(factor, List.of(), factors))));
    graph.add("Sigmoid", name + ".gate", List.of());
    graph.add("Mul", name, List.of(input));
  }

  /** Kernel and biases, named as PyTorch names them and laid out as it lays them out. */
  private List<String> weights(PlacedLayer placed, Integer... kernelShape) {
    Block block = block(placed);
    String name = LayerNames.of(placed);
    return List.of(
        graph.constant(Tensor.of(name + ".weight", parameters, block.kernel(), kernelShape)),
        graph.constant(Tensor.of(name + ".bias", parameters, block.bias(), block.biasSize())));
  }

  private Block block(PlacedLayer placed) {
    return Objects.requireNonNull(blocks.get(placed.index()), "parameters");
  }

  private List<String> normalisation(Block block, String name) {
    int features = block.biasSize();
    return List.of(
        graph.constant(Tensor.of(name + ".weight", parameters, block.kernel(), features)),
        graph.constant(Tensor.of(name + ".bias", parameters, block.bias(), features)),
        graph.constant(Tensor.of(name + ".running_mean", parameters, block.means(), features)),
        graph.constant(Tensor.of(name + ".running_var", parameters, block.variances(), features)));
  }

  /** The zeros around the image are counted out here, so no rule of ONNX's own is needed. */
  private static AttributeProto[] window(
      PlacedLayer placed, int size, int stride, Padding padding) {
    Shape.Image in = image(placed);
    Shape.Image out = (Shape.Image) placed.output();
    int above = padding.before(in.height(), size, stride);
    int left = padding.before(in.width(), size, stride);
    int below = Math.max(0, (out.height() - 1) * stride + size - in.height() - above);
    int right = Math.max(0, (out.width() - 1) * stride + size - in.width() - left);
    return new AttributeProto[] {
      attribute("kernel_shape", size, size),
      attribute("strides", stride, stride),
      attribute("pads", above, left, below, right)
    };
  }

  private static AttributeProto[] with(AttributeProto one, AttributeProto... others) {
    List<AttributeProto> all = new ArrayList<>(Arrays.asList(others));
    all.add(one);
    return all.toArray(AttributeProto[]::new);
  }

  private static Shape.Image image(PlacedLayer placed) {
    return (Shape.Image) placed.input();
  }
}
