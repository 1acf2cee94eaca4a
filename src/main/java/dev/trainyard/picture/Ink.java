package dev.trainyard.picture;

import dev.trainyard.picture.Area.Box;
import java.util.Arrays;

/** Finds what is drawn in a picture, of whatever colours it and its ground are. */
final class Ink {
  private static final int LEVELS = 256;

  /**
   * What stands out less is taken for the paper's grain: a tenth of all that there is from black to
   * white.
   */
  private static final int FAINTEST = 26;

  /** Of all ink so much on each side is not looked at when a drawing is cropped: specks. */
  private static final double SPECKS = 0.002;

  /** What is paler is not looked at either: what JPEG leaves around a stroke. */
  private static final float PALE = 0.25f;

  private Ink() {}

  /**
   * How much of each pixel is ink, 0 to 1: what stands out from the ground, with the grain of the
   * paper taken away and full where it is as strong as ink is on average.
   *
   * @throws UnusableImage if nothing stands out
   */
  static Area of(Bitmap picture) throws UnusableImage {
    Ground ground = Ground.of(picture);
    int[] contrast = new int[picture.argb().length];
    int[] counts = new int[LEVELS];
    for (int i = 0; i < contrast.length; i++) {
      contrast[i] = ground.contrast(picture.argb()[i]);
      counts[contrast[i]]++;
    }
    int threshold = threshold(counts);
    double full = mean(counts, threshold + 1, LEVELS);
    if (full < FAINTEST) {
      throw UnusableImage.blank();
    }
    double grain = Math.min(threshold / 2.0, grain(ground, picture, threshold));
    float[] ink = new float[contrast.length];
    for (int i = 0; i < ink.length; i++) {
      ink[i] = (float) Math.max(0, Math.min(1, (contrast[i] - grain) / (full - grain)));
    }
    return new Area(picture.width(), picture.height(), ink);
  }

  /** The level that parts two kinds of pixels best (Otsu, 1979): the lower kind ends with it. */
  private static int threshold(int[] counts) {
    double all = 0;
    double total = 0;
    for (int level = 0; level < counts.length; level++) {
      all += counts[level];
      total += (double) level * counts[level];
    }
    double below = 0;
    double sum = 0;
    double best = -1;
    int threshold = 0;
    for (int level = 0; level < counts.length - 1; level++) {
      below += counts[level];
      sum += (double) level * counts[level];
      double above = all - below;
      if (below > 0 && above > 0) {
        double distance = sum / below - (total - sum) / above;
        double between = below * above * distance * distance;
        if (between > best) {
          best = between;
          threshold = level;
        }
      }
    }
    return threshold;
  }

  private static double mean(int[] counts, int from, int to) {
    double count = 0;
    double sum = 0;
    for (int level = from; level < to; level++) {
      count += counts[level];
      sum += (double) level * counts[level];
    }
    return count == 0 ? 0 : sum / count;
  }

  /** What the ground itself varies by: 19 of 20 pixels of the border that are not ink. */
  private static double grain(Ground ground, Bitmap picture, int threshold) {
    int[] sorted =
        Arrays.stream(Ground.border(picture))
            .map(ground::contrast)
            .filter(level -> level <= threshold)
            .sorted()
            .toArray();
    return sorted.length == 0 ? 0 : sorted[sorted.length * 19 / 20];
  }

  /** The smallest box around ink, but for specks. */
  static Box box(Area ink) {
    double[] columns = new double[ink.width()];
    double[] rows = new double[ink.height()];
    for (int y = 0; y < ink.height(); y++) {
      for (int x = 0; x < ink.width(); x++) {
        float here = ink.at(x, y) < PALE ? 0 : ink.at(x, y);
        columns[x] += here;
        rows[y] += here;
      }
    }
    double specks = SPECKS * Arrays.stream(rows).sum();
    return new Box(
        first(columns, specks), first(rows, specks), end(columns, specks), end(rows, specks));
  }

  private static int first(double[] sums, double specks) {
    int first = 0;
    for (double left = specks - sums[0]; left >= 0 && first < sums.length - 1; first++) {
      left -= sums[first + 1];
    }
    return first;
  }

  private static int end(double[] sums, double specks) {
    int end = sums.length;
    for (double left = specks - sums[end - 1]; left >= 0 && end > 1; end--) {
      left -= sums[end - 2];
    }
    return end;
  }
}
