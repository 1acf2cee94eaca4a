package dev.trainyard.evaluation;

import dev.trainyard.engine.ParameterLayout;
import dev.trainyard.engine.ParameterLayout.Block;
import dev.trainyard.network.Layer;
import dev.trainyard.network.Network;
import dev.trainyard.network.Network.PlacedLayer;
import dev.trainyard.network.Shape;
import dev.trainyard.refusal.Refusal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The kernels of the first layer that has any, as images: of a dense layer one for each unit in the
 * shape of the image that it looks at, of a convolution one for each filter; of images with several
 * channels one for each channel.
 *
 * @param layer the layer's place in the network, from 0
 * @param type its name in JSON
 * @param largest the largest absolute value of all
 */
record FirstKernels(int layer, String type, List<Kernel> kernels, double largest) {

  /**
   * One of them.
   *
   * @param name {@code unit 3}
   * @param weights [height][width]
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Kernel(String name, float[][] weights) {

    double smallest() {
      return all().min().orElseThrow();
    }

    double largest() {
      return all().max().orElseThrow();
    }

    private DoubleStream all() {
      return Arrays.stream(weights)
          .flatMapToDouble(row -> IntStream.range(0, row.length).mapToDouble(i -> row[i]));
    }
  }

  /**
   * Those of a network.
   *
   * @param parameters in DL4J's flat order
   * @throws Refusal CONFLICT if no layer has kernels, or the first that has sees no image
   */
  static FirstKernels of(Network network, float[] parameters) {
    Block block =
        ParameterLayout.of(network).stream()
            .filter(candidate -> !(candidate.layer().layer() instanceof Layer.BatchNorm))
            .findFirst()
            .orElseThrow(
                () ->
                    Refusal.conflict(
                        "the network has no dense layer and no convolution, and so no kernels to draw"));
    Shape.Image image = shape(block, network);
    boolean convolution = block.layer().layer() instanceof Layer.Conv2d;
    int size = image.height() * image.width();
    List<Kernel> kernels = new ArrayList<>();
    double largest = 0;
    for (int i = 0; i < block.kernelSize() / size; i++) {
      float[][] weights = new float[image.height()][];
      for (int row = 0; row < image.height(); row++) {
        int from = block.kernel() + i * size + row * image.width();
        weights[row] = Arrays.copyOfRange(parameters, from, from + image.width());
      }
      Kernel kernel = new Kernel(name(i, image.channels(), convolution), weights);
      largest = Math.max(largest, Math.max(kernel.largest(), -kernel.smallest()));
      kernels.add(kernel);
    }
    PlacedLayer layer = block.layer();
    return new FirstKernels(layer.index(), layer.layer().type(), kernels, largest);
  }

  private static String name(int index, int channels, boolean convolution) {
    String of = "%s %d".formatted(convolution ? "filter" : "unit", index / channels + 1);
    return channels == 1 ? of : "%s, channel %d".formatted(of, index % channels + 1);
  }

  /** What one kernel looks at. */
  private static Shape.Image shape(Block block, Network network) {
    Shape seen = network.input();
    for (PlacedLayer before : network.layers().subList(0, block.layer().index())) {
      seen = before.output() instanceof Shape.Image ? before.output() : seen;
    }
    if (!(seen instanceof Shape.Image image)) {
      throw seesNoImage(block);
    }
    if (block.layer().layer() instanceof Layer.Conv2d layer) {
      return new Shape.Image(layer.kernel(), layer.kernel(), image.channels());
    }
    if (block.fanIn() != image.size()) {
      throw seesNoImage(block);
    }
    return image;
  }

  private static Refusal seesNoImage(Block block) {
    return Refusal.conflict(
        "layers[%d], the first one with kernels, sees averages and no image; there is nothing to draw"
            .formatted(block.layer().index()));
  }
}
