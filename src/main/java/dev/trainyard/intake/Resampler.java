package dev.trainyard.intake;

import dev.trainyard.intake.PictureReader.Picture;
import dev.trainyard.intake.PictureReader.Size;
import java.util.Arrays;

/** Brings pictures to another size: each new pixel is the mean of the area that it covers. */
final class Resampler {
  private static final int CHANNELS = 3;

  private Resampler() {}

  /** The picture stretched or shrunk to a size. */
  static Picture to(Picture picture, Size wanted) {
    if (picture.height() == wanted.height() && picture.width() == wanted.width()) {
      return picture;
    }
    byte[] rgb = new byte[CHANNELS * wanted.height() * wanted.width()];
    double rows = (double) picture.height() / wanted.height();
    double columns = (double) picture.width() / wanted.width();
    double[] sums = new double[CHANNELS];
    for (int y = 0; y < wanted.height(); y++) {
      for (int x = 0; x < wanted.width(); x++) {
        average(picture, y * rows, (y + 1) * rows, x * columns, (x + 1) * columns, sums);
        for (int c = 0; c < CHANNELS; c++) {
          rgb[CHANNELS * (y * wanted.width() + x) + c] = (byte) Math.round(sums[c]);
        }
      }
    }
    return new Picture(wanted.height(), wanted.width(), rgb);
  }

  /** The mean over an area whose edges may lie within pixels, into {@code means}. */
  private static void average(
      Picture from, double top, double bottom, double left, double right, double[] means) {
    Arrays.fill(means, 0);
    for (int y = (int) top; y < Math.min(from.height(), Math.ceil(bottom)); y++) {
      double high = Math.min(bottom, y + 1) - Math.max(top, y);
      for (int x = (int) left; x < Math.min(from.width(), Math.ceil(right)); x++) {
        double weight = high * (Math.min(right, x + 1) - Math.max(left, x));
        for (int c = 0; c < CHANNELS; c++) {
          means[c] += weight * (from.rgb()[CHANNELS * (y * from.width() + x) + c] & 0xff);
        }
      }
    }
    double area = (bottom - top) * (right - left);
    for (int c = 0; c < CHANNELS; c++) {
      means[c] = Math.min(255, means[c] / area);
    }
  }
}
