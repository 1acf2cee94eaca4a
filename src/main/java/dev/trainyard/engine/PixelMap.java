package dev.trainyard.engine;

import dev.trainyard.training.Augmentation;

/**
 * Where the pixels of a changed image are taken from, before any elastic distortion, and what is
 * cut out of it.
 *
 * <p>With below = y − middleRow − down and along = ahead − shear · below, the pixel in row y and
 * column x comes from row middleRow + cos · below + sin · along − sin · x and column middleColumn +
 * sin · below − cos · along + cos · x: shift, rotation, scale and shear, undone.
 *
 * @param ahead middleColumn and the shift to the right
 * @param top the first row of the square that is cut out; may be outside
 * @param left its first column
 */
public record PixelMap(
    double down,
    double shear,
    double cos,
    double sin,
    double ahead,
    double middleRow,
    double middleColumn,
    int top,
    int left) {

  /**
   * The map of an image of an epoch.
   *
   * @param random the numbers of the image in this epoch
   */
  static PixelMap of(Augmentation augmentation, int height, int width, Randomness random) {
    double down = within(augmentation.shift(), random, 0);
    double right = within(augmentation.shift(), random, 1);
    double angle = Math.toRadians(within(augmentation.rotation(), random, 2));
    double factor = 1 / (1 + within(augmentation.scale(), random, 3));
    double shear = within(augmentation.shear(), random, 4);
    double middleRow = (height - 1) / 2.0;
    double middleColumn = (width - 1) / 2.0;
    int side = augmentation.cutout();
    return new PixelMap(
        down,
        shear,
        factor * Math.cos(angle),
        factor * Math.sin(angle),
        middleColumn + right,
        middleRow,
        middleColumn,
        (int) (random.uniform(5) * height) - side / 2,
        (int) (random.uniform(6) * width) - side / 2);
  }

  /** A number between -most and most. */
  private static double within(double most, Randomness random, int number) {
    return most * (2.0 * random.uniform(number) - 1);
  }

  /**
   * Puts where each pixel is taken from, [height][width], into {@code rows} and {@code columns}.
   */
  void fill(float[] rows, float[] columns, int height, int width) {
    for (int y = 0; y < height; y++) {
      double below = y - middleRow - down;
      double row = middleRow + cos * below + sin * (ahead - shear * below);
      double column = middleColumn + sin * below - cos * (ahead - shear * below);
      for (int x = 0; x < width; x++) {
        rows[y * width + x] = (float) (row - sin * x);
        columns[y * width + x] = (float) (column + cos * x);
      }
    }
  }
}
