package dev.trainyard.export;

import dev.trainyard.engine.ParameterLayout;
import dev.trainyard.engine.ParameterLayout.Block;
import dev.trainyard.engine.TrainedModel;
import dev.trainyard.network.Layer;
import dev.trainyard.network.Shape;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The parameters of a network as Keras has them: {@code dense_1/kernel} is the variable {@code
 * kernel} of the layer {@code dense_1}.
 *
 * <p>A dense kernel is [inputs, outputs], the inputs behind a flattened image counted pixel by
 * pixel; that of a convolution [height, width, channels, filters]; biases, and the γ, β, means and
 * variances of a batch normalisation, are vectors.
 */
final class KerasTensors {
  private final float[] parameters;
  private final FlattenedImages flattened;

  private KerasTensors(TrainedModel model) {
    this.parameters = model.state().parameters();
    this.flattened = new FlattenedImages(model.network());
  }

  /** All of a model, from input to output. */
  static List<Tensor> of(TrainedModel model) {
    KerasTensors tensors = new KerasTensors(model);
    return ParameterLayout.of(model.network()).stream().flatMap(tensors::of).toList();
  }

  private Stream<Tensor> of(Block block) {
    String layer = LayerNames.of(block.layer()) + "/";
    return switch (block.layer().layer()) {
      case Layer.Conv2d conv -> Stream.of(convolution(layer, block, conv), bias(layer, block));
      case Layer.BatchNorm _ ->
          Stream.of(
              features(layer + "gamma", block, block.kernel()),
              features(layer + "beta", block, block.bias()),
              features(layer + "moving_mean", block, block.means()),
              features(layer + "moving_variance", block, block.variances()));
      case Layer.Dense _ -> Stream.of(dense(layer, block), bias(layer, block));
      default -> throw new IllegalStateException("parameters of " + block.layer());
    };
  }

  /** From [outputs][inputs]. */
  private Tensor dense(String layer, Block block) {
    int inputs = block.fanIn();
    int outputs = block.biasSize();
    int[] places = flattened.places(block.layer(), inputs);
    float[] kernel = new float[block.kernelSize()];
    for (int in = 0; in < inputs; in++) {
      for (int out = 0; out < outputs; out++) {
        kernel[in * outputs + out] = parameters[block.kernel() + out * inputs + places[in]];
      }
    }
    return new Tensor(layer + "kernel", List.of(inputs, outputs), kernel);
  }

  /** From [filters][channels][height][width]. */
  private Tensor convolution(String layer, Block block, Layer.Conv2d conv) {
    int side = conv.kernel();
    int filters = conv.filters();
    int channels = ((Shape.Image) block.layer().input()).channels();
    float[] kernel = new float[block.kernelSize()];
    for (int i = 0; i < kernel.length; i++) {
      int filter = i % filters;
      int channel = i / filters % channels;
      int cell = i / filters / channels;
      kernel[i] = parameters[block.kernel() + (filter * channels + channel) * side * side + cell];
    }
    return new Tensor(layer + "kernel", List.of(side, side, channels, filters), kernel);
  }

  private Tensor bias(String layer, Block block) {
    return Tensor.of(layer + "bias", parameters, block.bias(), block.biasSize());
  }

  private Tensor features(String name, Block block, int from) {
    int count = block.biasSize();
    float[] values = new float[count];
    int[] places =
        block.layer().input() instanceof Shape.Vector
            ? flattened.places(block.layer(), count)
            : IntStream.range(0, count).toArray();
    for (int i = 0; i < count; i++) {
      values[i] = parameters[from + places[i]];
    }
    return new Tensor(name, List.of(count), values);
  }
}
