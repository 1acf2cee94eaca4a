package dev.trainyard.engine;

import dev.trainyard.dataset.LabelledImages;
import dev.trainyard.training.Augmentation;
import java.util.Arrays;

/**
 * Changes images, one thread's at a time, with buffers of its own.
 *
 * <p>All that moves pixels is composed to one map from each pixel of the new image to a place in
 * the old one, which is read once, by bilinear interpolation; outside the image it is black.
 */
final class Distortion {
  /** Images whose displacements are smoothed together. */
  private static final int GROUP = 8;

  /** The numbers of an image's randomness that are not for displacements. */
  static final int FIRST_DISPLACEMENT = 16;

  private final Augmentation augmentation;
  private final LabelledImages images;
  private final int height;
  private final int width;

  /** Where each pixel is taken from. */
  private final float[] rows;

  private final float[] columns;
  private final Smoothing smoothing;

  Distortion(Augmentation augmentation, LabelledImages images) {
    this(augmentation, images, GROUP);
  }

  private Distortion(Augmentation augmentation, LabelledImages images, int together) {
    this.augmentation = augmentation;
    this.images = images;
    this.height = images.height();
    this.width = images.width();
    this.rows = new float[height * width];
    this.columns = new float[height * width];
    this.smoothing = new Smoothing(2 * together, height, width, augmentation.elastic().sigma());
  }

  /** Puts the changed images [first, end) into their places in {@code to}. */
  void apply(Randomness epoch, int first, int end, byte[] to) {
    for (int group = first; group < end; group += GROUP) {
      int last = Math.min(end, group + GROUP);
      if (augmentation.elastic().alpha() > 0) {
        drawDisplacements(epoch, group, last);
      }
      for (int image = group; image < last; image++) {
        change(epoch.part(image), image, image - group, to, image * images.imageSize());
      }
    }
  }

  /** For one image after another. */
  static Distortion ofSingle(Augmentation augmentation, LabelledImages images) {
    return new Distortion(augmentation, images, 1);
  }

  /** One changed image by itself, the same as among the others. */
  byte[] apply(Randomness epoch, int image) {
    byte[] changed = new byte[images.imageSize()];
    if (augmentation.elastic().alpha() > 0) {
      drawDisplacements(epoch, image, image + 1);
    }
    change(epoch.part(image), image, 0, changed, 0);
    return changed;
  }

  private void drawDisplacements(Randomness epoch, int first, int end) {
    for (int image = first; image < end; image++) {
      Randomness random = epoch.part(image);
      int field = 2 * (image - first);
      smoothing.fill(field, random, FIRST_DISPLACEMENT);
      smoothing.fill(field + 1, random, FIRST_DISPLACEMENT + height * width);
    }
    smoothing.smooth();
  }

  private void change(Randomness random, int image, int place, byte[] to, int at) {
    int start = image * images.imageSize();
    PixelMap map = PixelMap.of(augmentation, height, width, random);
    if (augmentation.movesPixels()) {
      map.fill(rows, columns, height, width);
      float alpha = (float) augmentation.elastic().alpha();
      if (alpha > 0) {
        smoothing.addTo(rows, 2 * place, alpha);
        smoothing.addTo(columns, 2 * place + 1, alpha);
      }
      for (int channel = 0; channel < images.channels(); channel++) {
        resample(start + channel, to, at + channel);
      }
    } else {
      System.arraycopy(images.pixels(), start, to, at, images.imageSize());
    }
    if (augmentation.cutout() > 0) {
      cutOut(map, at, to);
    }
  }

  private void resample(int start, byte[] to, int at) {
    int step = images.channels();
    for (int i = 0; i < rows.length; i++) {
      // Nothing comes from farther outside; and a cast rounds down what is not below 0.
      float row = Math.clamp(rows[i], -1, height) + 1;
      float column = Math.clamp(columns[i], -1, width) + 1;
      int y = (int) row - 1;
      int x = (int) column - 1;
      float below = row - 1 - y;
      float right = column - 1 - x;
      float upper = blend(start, step, y, x, right);
      float lower = blend(start, step, y + 1, x, right);
      to[at + i * step] = (byte) (int) (upper + below * (lower - upper) + 0.5f);
    }
  }

  /** Between the pixels x and x + 1 of a row. */
  private float blend(int start, int step, int y, int x, float right) {
    if (y < 0 || y >= height) {
      return 0;
    }
    byte[] from = images.pixels();
    int left = start + (y * width + x) * step;
    float first = x < 0 || x >= width ? 0 : from[left] & 0xff;
    float second = x + 1 >= width ? 0 : from[left + step] & 0xff;
    return first + right * (second - first);
  }

  private void cutOut(PixelMap map, int start, byte[] to) {
    int side = augmentation.cutout();
    int top = map.top();
    int left = map.left();
    int row = width * images.channels();
    int from = Math.max(0, left) * images.channels();
    int end = Math.min(width, left + side) * images.channels();
    for (int y = Math.max(0, top); y < Math.min(height, top + side); y++) {
      Arrays.fill(to, start + y * row + from, start + y * row + end, (byte) 0);
    }
  }
}
