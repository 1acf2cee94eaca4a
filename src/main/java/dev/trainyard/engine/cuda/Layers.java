package dev.trainyard.engine.cuda;

import dev.trainyard.engine.ParameterLayout;
import dev.trainyard.engine.ParameterLayout.Block;
import dev.trainyard.engine.TrainingPlan;
import dev.trainyard.network.Activation;
import dev.trainyard.network.Layer;
import dev.trainyard.network.Network.PlacedLayer;
import dev.trainyard.network.Padding;
import dev.trainyard.network.Shape;
import dev.trainyard.training.TrainingSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes the layers of a network on the card, and places their parameters. */
final class Layers {
  private final Plumbing plumbing;
  private final TrainingPlan plan;
  private final Parameters parameters;
  private final Progress progress;
  private final Map<Integer, Block> blocks;

  Layers(Plumbing plumbing, TrainingPlan plan, Parameters parameters, Progress progress) {
    this.plumbing = plumbing;
    this.plan = plan;
    this.parameters = parameters;
    this.progress = progress;
    this.blocks =
        ParameterLayout.of(plan.network()).stream()
            .collect(Collectors.toMap(block -> block.layer().index(), Function.identity()));
  }

  /** The layers that compute something, from the first to the last. */
  List<CardLayer> behind(Values input) {
    List<CardLayer> layers = new ArrayList<>();
    Values values = input;
    boolean learns = false;
    for (PlacedLayer placed : plan.network().layers()) {
      learns |= placed.parameters() > 0;
      CardLayer layer = layer(placed, values, learns);
      if (layer == null) {
        // In the order of its values a flattened image is the image.
        values = new Values(values.values(), values.gradients(), placed.output(), values.image());
      } else {
        layers.add(layer);
        values = layer.output();
      }
    }
    return List.copyOf(layers);
  }

  /** The layer, or null where it leaves all values as they are. */
  private @Nullable CardLayer layer(PlacedLayer placed, Values in, boolean learns) {
    return switch (placed.layer()) {
      case Layer.Dense layer ->
          dense(placed, in, plumbing.values(placed.output(), null, learns), layer.activation());
      case Layer.Conv2d layer -> convolution(placed, layer, in, image(placed, learns));
      case Layer.MaxPool2d(int size, int stride, Padding padding) -> {
        Values out = image(placed, learns);
        yield PoolLayer.ofLargest(plumbing, in, out, window(placed, size, stride, padding));
      }
      case Layer.AvgPool2d(int size, int stride, Padding padding) -> {
        Values out = image(placed, learns);
        yield PoolLayer.ofMeans(plumbing, in, out, window(placed, size, stride, padding));
      }
      case Layer.GlobalAvgPool2d _ ->
          new GlobalAvgPoolLayer(plumbing, in, plumbing.values(placed.output(), null, learns));
      case Layer.BatchNorm layer ->
          new BatchNormLayer(plumbing, in, like(in, learns), layer, parts(block(placed), in));
      case Layer.Flatten _ -> null;
      case Layer.Dropout(double rate) ->
          new DropoutLayer(plumbing, in, like(in, learns), progress, placed.index(), rate);
      case Layer.Activate(Activation activation) ->
          activation == Activation.SOFTMAX
              ? null
              : new ActivationLayer(plumbing, in, like(in, learns), activation);
    };
  }

  private Values image(PlacedLayer placed, boolean learns) {
    return plumbing.values(placed.output(), (Shape.Image) placed.output(), learns);
  }

  private Values like(Values in, boolean learns) {
    return plumbing.values(in.shape(), in.image(), learns);
  }

  private static Window window(PlacedLayer placed, int size, int stride, Padding padding) {
    return new Window(
        (Shape.Image) placed.input(), (Shape.Image) placed.output(), size, stride, padding);
  }

  private CardLayer dense(PlacedLayer placed, Values in, Values out, Activation activation) {
    Block block = block(placed);
    int inputs = in.size();
    int units = out.size();
    Tensor kernel =
        add(
            block.kernelSize(),
            i -> block.kernel() + i % units * inputs + in.dl4j(i / units),
            kernelPenalty(block));
    Tensor biases = add(block.biasSize(), i -> block.bias() + i, biasPenalty(block));
    return new DenseLayer(plumbing, in, out, activation, kernel, biases);
  }

  private CardLayer convolution(PlacedLayer placed, Layer.Conv2d layer, Values in, Values out) {
    Block block = block(placed);
    Window window = window(placed, layer.kernel(), layer.stride(), layer.padding());
    int filters = layer.filters();
    int channels = window.in().channels();
    int cells = layer.kernel() * layer.kernel();
    Tensor kernel =
        add(
            block.kernelSize(),
            i -> {
              int channel = i / filters % channels;
              int cell = i / filters / channels;
              return block.kernel() + (i % filters * channels + channel) * cells + cell;
            },
            kernelPenalty(block));
    Tensor biases = add(block.biasSize(), i -> block.bias() + i, biasPenalty(block));
    return new ConvLayer(plumbing, in, out, window, layer.activation(), kernel, biases);
  }

  private BatchNormLayer.Parts parts(Block block, Values in) {
    int features = block.biasSize();
    boolean ofImages = in.shape() instanceof Shape.Image;
    IntUnaryOperator number = ofImages ? IntUnaryOperator.identity() : in::dl4j;
    Penalty none = new Penalty(0, 0, 0, true);
    return new BatchNormLayer.Parts(
        add(features, i -> block.kernel() + number.applyAsInt(i), none),
        add(features, i -> block.bias() + number.applyAsInt(i), none),
        add(features, i -> block.means() + number.applyAsInt(i), Penalty.UNTRAINED),
        add(features, i -> block.variances() + number.applyAsInt(i), Penalty.UNTRAINED));
  }

  private Tensor add(int size, IntUnaryOperator dl4j, Penalty penalty) {
    int[] places = new int[size];
    Arrays.setAll(places, dl4j);
    return parameters.add(places, penalty);
  }

  private Penalty kernelPenalty(Block block) {
    TrainingSpec training = plan.training();
    return block.hidden() ? penalty(2 * training.l2(), training.l1()) : penalty(0, 0);
  }

  private Penalty biasPenalty(Block block) {
    return penalty(block.hidden() ? 2 * plan.training().l2Biases() : 0, 0);
  }

  private Penalty penalty(double decay, double l1) {
    return new Penalty((float) decay, (float) l1, (float) plan.training().decoupledDecay(), true);
  }

  private Block block(PlacedLayer placed) {
    Block block = blocks.get(placed.index());
    if (block == null) {
      throw new IllegalStateException("no parameters for layer " + placed.index());
    }
    return block;
  }
}
