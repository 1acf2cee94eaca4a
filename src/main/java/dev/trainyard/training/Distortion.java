package dev.trainyard.training;

import dev.trainyard.dataset.LabelledImages;
import java.util.Arrays;

/**
 * Changes one image at a time, with buffers of its own.
 *
 * <p>All that moves pixels is composed to one map from each pixel of the new image to a place in
 * the old one, which is read once, by bilinear interpolation; outside the image it is black.
 */
final class Distortion {
  /** The numbers of an image's randomness that are not for displacements. */
  private static final int FIRST_DISPLACEMENT = 16;

  private final Augmentation augmentation;
  private final LabelledImages images;
  private final int height;
  private final int width;

  /** Where each pixel is taken from. */
  private final float[] rows;

  private final float[] columns;
  private final Smoothing smoothing;

  Distortion(Augmentation augmentation, LabelledImages images) {
    this.augmentation = augmentation;
    this.images = images;
    this.height = images.height();
    this.width = images.width();
    this.rows = new float[height * width];
    this.columns = new float[height * width];
    this.smoothing = new Smoothing(height, width, augmentation.elastic().sigma());
  }

  /** Puts the changed image {@code image} into its place in {@code to}. */
  void apply(Randomness random, int image, byte[] to) {
    int start = image * images.imageSize();
    if (augmentation.isGeometric()) {
      map(random);
      if (augmentation.elastic().alpha() > 0) {
        displace(random);
      }
      for (int channel = 0; channel < images.channels(); channel++) {
        resample(start + channel, to);
      }
    } else {
      System.arraycopy(images.pixels(), start, to, start, images.imageSize());
    }
    if (augmentation.cutout() > 0) {
      cutOut(random, start, to);
    }
  }

  /** A number between -most and most. */
  private static double within(double most, Randomness random, int number) {
    return most * (2.0 * random.uniform(number) - 1);
  }

  /** Shift, rotation, scale and shear, undone for each pixel of the new image. */
  private void map(Randomness random) {
    double down = within(augmentation.shift(), random, 0);
    double right = within(augmentation.shift(), random, 1);
    double angle = Math.toRadians(within(augmentation.rotation(), random, 2));
    double factor = 1 / (1 + within(augmentation.scale(), random, 3));
    double shear = within(augmentation.shear(), random, 4);
    double cos = factor * Math.cos(angle);
    double sin = factor * Math.sin(angle);
    double middleRow = (height - 1) / 2.0;
    double middleColumn = (width - 1) / 2.0;
    for (int y = 0; y < height; y++) {
      double below = y - middleRow - down;
      double row = middleRow + cos * below + sin * (middleColumn + right - shear * below);
      double column = middleColumn + sin * below - cos * (middleColumn + right - shear * below);
      for (int x = 0; x < width; x++) {
        rows[y * width + x] = (float) (row - sin * x);
        columns[y * width + x] = (float) (column + cos * x);
      }
    }
  }

  private void displace(Randomness random) {
    float alpha = (float) augmentation.elastic().alpha();
    int area = height * width;
    smoothing.addNoise(random, FIRST_DISPLACEMENT, alpha, rows);
    smoothing.addNoise(random, FIRST_DISPLACEMENT + area, alpha, columns);
  }

  private void resample(int start, byte[] to) {
    byte[] from = images.pixels();
    int step = images.channels();
    for (int i = 0; i < rows.length; i++) {
      int y = (int) Math.floor(rows[i]);
      int x = (int) Math.floor(columns[i]);
      float value = 0;
      if (y >= -1 && y < height && x >= -1 && x < width) {
        float below = rows[i] - y;
        float right = columns[i] - x;
        float upper = blend(from, start, step, y, x, right);
        value = upper + below * (blend(from, start, step, y + 1, x, right) - upper);
      }
      to[start + i * step] = (byte) Math.round(value);
    }
  }

  /** Between the pixels x and x + 1 of a row. */
  private float blend(byte[] from, int start, int step, int y, int x, float right) {
    if (y < 0 || y >= height) {
      return 0;
    }
    int left = start + (y * width + x) * step;
    float first = x < 0 ? 0 : from[left] & 0xff;
    float second = x + 1 >= width ? 0 : from[left + step] & 0xff;
    return first + right * (second - first);
  }

  private void cutOut(Randomness random, int start, byte[] to) {
    int side = augmentation.cutout();
    int top = (int) (random.uniform(5) * height) - side / 2;
    int left = (int) (random.uniform(6) * width) - side / 2;
    int row = width * images.channels();
    int from = Math.max(0, left) * images.channels();
    int end = Math.min(width, left + side) * images.channels();
    for (int y = Math.max(0, top); y < Math.min(height, top + side); y++) {
      Arrays.fill(to, start + y * row + from, start + y * row + end, (byte) 0);
    }
  }
}
