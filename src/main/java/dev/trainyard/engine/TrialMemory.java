package dev.trainyard.engine;

import dev.trainyard.network.Layer;
import dev.trainyard.network.Network;
import dev.trainyard.network.Network.PlacedLayer;
import dev.trainyard.network.Padding;
import dev.trainyard.network.Shape;
import dev.trainyard.training.TrainingSpec;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The memory without which a trial cannot be trained, whichever engine trains it: what the layers
 * hold of a mini-batch, and at the end of an epoch the parameters with all that goes with them.
 * What an engine needs beyond that is some tens of megabytes. The images are not in it, for all
 * trials share them.
 *
 * @param parameters bytes of the parameters, their gradients, the optimizer's state, their average,
 *     and a checkpoint of all but the gradients, as floats and as it is stored
 * @param activations bytes of the values between the layers and their gradients, for a mini-batch
 */
public record TrialMemory(long parameters, long activations) {
  /** Images that are predicted at once at least, however small a mini-batch is. */
  private static final int LEAST_IMAGES = 128;

  /**
   * Of one trial.
   *
   * @param images that there are to train on: no mini-batch is larger
   */
  public static TrialMemory of(Network network, TrainingSpec training, int images) {
    long states = training.optimizer().states();
    // Parameters and gradients; states; each checkpoint is parameters and states.
    long perParameter = 2 + states + 2 * (1 + states);
    if (training.averaging() != null) {
      // The average, what it is taken of, and in each checkpoint one of them more.
      perParameter += 2 + 2;
    }
    long count = network.parameters() + network.statistics();
    int batch = Math.max(LEAST_IMAGES, Math.min(training.batchSize(), images));
    return new TrialMemory(
        Float.BYTES * perParameter * count, Float.BYTES * (long) batch * values(network));
  }

  /** Bytes in all. */
  public long bytes() {
    return parameters + activations;
  }

  /** Values that are kept of one image on its way through the network and back. */
  private static long values(Network network) {
    List<PlacedLayer> layers = network.layers();
    return IntStream.range(0, layers.size())
        .mapToLong(i -> values(layers.get(i), isPooled(layers.subList(i + 1, layers.size()))))
        .sum();
  }

  /** Whether a pooling comes next: activations in between are put off until it is done. */
  private static boolean isPooled(List<PlacedLayer> next) {
    return next.stream()
        .map(PlacedLayer::layer)
        .dropWhile(Layer.Activate.class::isInstance)
        .findFirst()
        .filter(Layer.MaxPool2d.class::isInstance)
        .isPresent();
  }

  private static long values(PlacedLayer placed, boolean pooled) {
    long outputs = placed.output().size();
    return switch (placed.layer()) {
      // What is pooled at once need not be kept.
      case Layer.Conv2d conv -> read(conv, placed) + (pooled ? 0 : 2 * outputs);
      case Layer.BatchNorm _ when pooled -> 0;
      // What follows the pooling is smaller and in there already.
      case Layer.Activate _ when pooled -> 0;
      case Layer.Flatten _ -> 0;
      case Layer.Dense _,
          Layer.MaxPool2d _,
          Layer.AvgPool2d _,
          Layer.GlobalAvgPool2d _,
          Layer.BatchNorm _,
          Layer.Dropout _,
          Layer.Activate _ ->
          2 * outputs;
    };
  }

  /** A convolution's input as matrix products take it: unfolded, or as Fourier transforms. */
  private static long read(Layer.Conv2d layer, PlacedLayer placed) {
    Shape.Image in = (Shape.Image) placed.input();
    // The input's, the output's and those of the input's gradients have as many values at least.
    long transforms = (2L * in.channels() + layer.filters()) * in.height() * in.width();
    // Transforms pay where there is a gradient of the input, and at every pixel.
    boolean transformed = placed.index() > 0 && layer.stride() == 1;
    long unfolded = unfolded(layer, placed);
    return transformed ? Math.min(unfolded, transforms) : unfolded;
  }

  /** A convolution's input along the width of its kernel. */
  private static long unfolded(Layer.Conv2d layer, PlacedLayer placed) {
    Shape.Image in = (Shape.Image) placed.input();
    Shape.Image out = (Shape.Image) placed.output();
    long rows =
        layer.padding() == Padding.SAME
            ? (out.height() - 1L) * layer.stride() + layer.kernel()
            : in.height();
    return rows * layer.kernel() * in.channels() * out.width();
  }
}
