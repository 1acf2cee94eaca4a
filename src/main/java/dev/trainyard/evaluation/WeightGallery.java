package dev.trainyard.evaluation;

import dev.trainyard.chart.Palette;
import dev.trainyard.chart.Picture;
import dev.trainyard.evaluation.FirstKernels.Kernel;
import dev.trainyard.evaluation.Gallery.Tile;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;

/** Shows kernels: positive weights in orange, negative ones in blue, 0 in white, on one scale. */
final class WeightGallery {
  /** So that a kernel of few pixels keeps its edges however large it is drawn. */
  private static final int LEAST_SIDE = 200;

  private WeightGallery() {}

  static Picture of(
      FirstKernels kernels, int epoch, String title, Paging paging, Picture.Size size) {
    List<Tile> tiles =
        paging.of(kernels.kernels()).stream()
            .map(kernel -> new Tile(image(kernel, kernels.largest()), kernel.name(), range(kernel)))
            .toList();
    String subtitle =
        String.format(
            Locale.ROOT,
            "layers[%d] (%s) after epoch %d, kernels %s; orange above 0, blue below, the darkest ±%.3g",
            kernels.layer(),
            kernels.type(),
            epoch,
            paging.words(kernels.kernels().size()),
            kernels.largest());
    return new Picture(new Gallery(title, subtitle, tiles, "no kernel to show"), size);
  }

  private static BufferedImage image(Kernel kernel, double largest) {
    int height = kernel.weights().length;
    int width = kernel.weights()[0].length;
    int times = Math.max(1, LEAST_SIDE / Math.max(height, width));
    BufferedImage image =
        new BufferedImage(width * times, height * times, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height * times; y++) {
      for (int x = 0; x < width * times; x++) {
        image.setRGB(x, y, colour(kernel.weights()[y / times][x / times], largest).getRGB());
      }
    }
    return image;
  }

  private static Color colour(float weight, double largest) {
    Color full = weight < 0 ? Palette.BLUE : Palette.VERMILLION;
    return largest == 0 ? Color.WHITE : Palette.pale(full, Math.abs(weight) / largest);
  }

  private static String range(Kernel kernel) {
    return "%s to %s".formatted(number(kernel.smallest()), number(kernel.largest()));
  }

  /** As short as that of any other: kernels stand close beside each other. */
  private static String number(double weight) {
    double size = Math.abs(weight);
    boolean isPlain = weight == 0 || (size >= 0.01 && size < 100);
    return String.format(Locale.ROOT, isPlain ? "%.2f" : "%.0e", weight).replace('-', '−');
  }
}
