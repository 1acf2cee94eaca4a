package dev.trainyard.training;

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
 * [channels][height][width].
 */
public final class ParameterLayout {

  /**
   * The parameters of one layer.
   *
   * @param kernel offset of the first kernel value
   * @param kernelSize number of kernel values
   * @param bias offset of the first bias
   * @param biasSize number of biases
   * @param hidden whether the layer is a hidden one; l2 acts on the kernels of these
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
      int fanOut) {}

  private ParameterLayout() {}

  /** The blocks of all layers that have parameters, from input to output, without gaps. */
  public static List<Block> of(Network network) {
    List<Block> blocks = new ArrayList<>();
    int last = lastWithParameters(network);
    int offset = 0;
    for (PlacedLayer placed : network.layers()) {
      boolean hidden = placed.index() < last;
      int inputs = placed.input().size();
      int size = Math.toIntExact(placed.parameters());
      switch (placed.layer()) {
        case Layer.Dense(int units, _) ->
            blocks.add(
                new Block(
                    placed,
                    offset,
                    size - units,
                    offset + size - units,
                    units,
                    hidden,
                    inputs,
                    units));
        case Layer.Conv2d(int filters, int kernel, _, _, _) ->
            blocks.add(
                new Block(
                    placed,
                    offset + filters,
                    size - filters,
                    offset,
                    filters,
                    hidden,
                    (size - filters) / filters,
                    filters * kernel * kernel));
        case Layer.MaxPool2d _, Layer.Flatten _, Layer.Dropout _, Layer.Activate _ -> {}
      }
      offset += size;
    }
    return List.copyOf(blocks);
  }

  private static int lastWithParameters(Network network) {
    return network.layers().stream()
        .filter(layer -> layer.parameters() > 0)
        .mapToInt(PlacedLayer::index)
        .max()
        .orElse(-1);
  }
}
