package dev.trainyard.engine;

import dev.trainyard.network.Layer;
import dev.trainyard.network.Network;
import dev.trainyard.network.Network.PlacedLayer;
import java.util.ArrayList;
import java.util.List;

/**
 * Where each layer's parameters lie in DL4J's flat array ({@code MultiLayerNetwork.params()}).
 *
 * <p>DL4J keeps a dense layer as its kernel [inputs, outputs] in column order, so that the inputs
 * of one output are adjacent, followed by the biases; and a convolution as its biases followed by
 * the kernel [filters][channels][kernel height][kernel width]. The inputs of a dense layer behind
 * an image are counted channel by channel, row by row, because DL4J's activations are
 * [channels][height][width]. A batch normalisation is γ, β, the running means and the running
 * variances, each [features].
 */
public final class ParameterLayout {

  /**
   * The parameters of one layer. Of a batch normalisation the kernel is γ and the biases are β.
   *
   * @param kernel offset of the first kernel value
   * @param kernelSize number of kernel values
   * @param bias offset of the first bias
   * @param biasSize number of biases
   * @param hidden whether the layer has a kernel and is not the last one that has; l2 acts on the
   *     kernels of these
   * @param fanIn inputs that reach one output
   * @param fanOut outputs that one input reaches
   */
  public record Block(
      PlacedLayer layer,
      int kernel,
      int kernelSize,
      int bias,
      int biasSize,
      boolean hidden,
      int fanIn,
      int fanOut) {

    /** The same parameters for a layer that is computed in another way. */
    public Block of(PlacedLayer other) {
      return new Block(other, kernel, kernelSize, bias, biasSize, hidden, fanIn, fanOut);
    }

    /** Offset of a batch normalisation's running means. */
    public int means() {
      return bias + biasSize;
    }

    /** Offset of a batch normalisation's running variances. */
    public int variances() {
      return means() + biasSize;
    }
  }

  private ParameterLayout() {}

  /** The length of the array, running averages included. */
  public static int size(Network network) {
    return Math.toIntExact(network.parameters() + network.statistics());
  }

  /** The blocks of all layers that have parameters, from input to output. */
  public static List<Block> of(Network network) {
    List<Block> blocks = new ArrayList<>();
    int last = lastWithKernel(network);
    int offset = 0;
    for (PlacedLayer placed : network.layers()) {
      if (placed.parameters() > 0) {
        blocks.add(block(placed, offset, placed.index() < last));
      }
      offset += Math.toIntExact(placed.parameters() + placed.statistics());
    }
    return List.copyOf(blocks);
  }

  private static Block block(PlacedLayer placed, int offset, boolean hidden) {
    int size = Math.toIntExact(placed.parameters());
    return switch (placed.layer()) {
      case Layer.Dense layer -> {
        int units = layer.units();
        int kernel = size - units;
        int inputs = placed.input().size();
        yield new Block(placed, offset, kernel, offset + kernel, units, hidden, inputs, units);
      }
      case Layer.Conv2d layer -> {
        int filters = layer.filters();
        int kernel = size - filters;
        int fanOut = filters * layer.kernel() * layer.kernel();
        yield new Block(
            placed, offset + filters, kernel, offset, filters, hidden, kernel / filters, fanOut);
      }
      case Layer.BatchNorm _ -> {
        int features = size / 2;
        yield new Block(placed, offset, features, offset + features, features, false, 1, 1);
      }
      default -> throw new IllegalStateException("parameters of " + placed);
    };
  }

  private static int lastWithKernel(Network network) {
    return network.layers().stream()
        .filter(
            placed ->
                placed.layer() instanceof Layer.Dense || placed.layer() instanceof Layer.Conv2d)
        .mapToInt(PlacedLayer::index)
        .max()
        .orElse(-1);
  }
}
