package dev.trainyard.engine.dl4j;

import dev.trainyard.network.Layer.Activate;
import dev.trainyard.network.Layer.AvgPool2d;
import dev.trainyard.network.Layer.BatchNorm;
import dev.trainyard.network.Layer.Conv2d;
import dev.trainyard.network.Layer.Dense;
import dev.trainyard.network.Layer.Dropout;
import dev.trainyard.network.Layer.Flatten;
import dev.trainyard.network.Layer.GlobalAvgPool2d;
import dev.trainyard.network.Layer.MaxPool2d;
import dev.trainyard.network.Network;
import dev.trainyard.network.Network.PlacedLayer;
import dev.trainyard.network.Padding;
import dev.trainyard.network.Shape;
import java.util.Optional;
import org.deeplearning4j.nn.conf.ConvolutionMode;

/**
 * Padding in DL4J, which fails on "same" where the windows, further apart than they are large,
 * leave out the last pixels of a side.
 */
final class SamePadding {

  private SamePadding() {}

  /** DL4J's mode; where "same" needs no padding the windows without padding are the same ones. */
  static ConvolutionMode mode(Padding padding, int window, int stride, PlacedLayer placed) {
    Shape.Image in = (Shape.Image) placed.input();
    boolean padded =
        padding == Padding.SAME
            && (surplus(in.height(), window, stride) > 0
                || surplus(in.width(), window, stride) > 0);
    return padded ? ConvolutionMode.Same : ConvolutionMode.Truncate;
  }

  /** Why DL4J cannot compute the network: one side of an image is padded, the other cut. */
  static Optional<String> obstacle(Network network) {
    return network.layers().stream()
        .filter(SamePadding::padsOneSideAndCutsTheOther)
        .findFirst()
        .map(
            placed ->
                "layers[%d]: with padding same and a stride larger than the window, dl4j takes square images only, not %s"
                    .formatted(placed.index(), placed.input()));
  }

  private static boolean padsOneSideAndCutsTheOther(PlacedLayer placed) {
    return switch (placed.layer()) {
      case Conv2d(_, int kernel, int stride, Padding padding, _, _) ->
          padding == Padding.SAME && differ(placed, kernel, stride);
      case MaxPool2d(int size, int stride, Padding padding) ->
          padding == Padding.SAME && differ(placed, size, stride);
      case AvgPool2d(int size, int stride, Padding padding) ->
          padding == Padding.SAME && differ(placed, size, stride);
      case Dense _, GlobalAvgPool2d _, BatchNorm _, Dropout _, Activate _, Flatten _ -> false;
    };
  }

  private static boolean differ(PlacedLayer placed, int window, int stride) {
    Shape.Image in = (Shape.Image) placed.input();
    int rows = surplus(in.height(), window, stride);
    int columns = surplus(in.width(), window, stride);
    return Math.min(rows, columns) < 0 && Math.max(rows, columns) > 0;
  }

  /** Pixels by which the windows reach over the image; below 0 where they leave some out. */
  private static int surplus(int pixels, int window, int stride) {
    return (Padding.SAME.output(pixels, window, stride) - 1) * stride + window - pixels;
  }
}
