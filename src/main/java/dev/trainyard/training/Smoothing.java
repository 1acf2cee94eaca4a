package dev.trainyard.training;

import java.util.Arrays;

/** Noise over an image, smoothed by a Gaussian: along the rows first, then along the columns. */
final class Smoothing {
  private static final int REACH_IN_SIGMAS = 3;

  private final int height;
  private final int width;

  /** Weights from the centre outwards, so that weights[0] + 2 · the others is 1. */
  private final float[] weights;

  private final float[] noise;

  /** Sums of two values at the same distance, which make the loops' indices equal. */
  private final float[] pairs;

  private final float[] sums;

  Smoothing(int height, int width, double sigma) {
    this.height = height;
    this.width = width;
    this.weights = weights(sigma);
    // One image lies behind the other's border: what leaves it must find zeros.
    this.noise = new float[(height + 2 * reach()) * (width + 2 * reach())];
    this.pairs = new float[noise.length];
    this.sums = new float[noise.length];
  }

  private static float[] weights(double sigma) {
    double[] bell = new double[1 + (int) Math.ceil(REACH_IN_SIGMAS * sigma)];
    Arrays.setAll(bell, d -> Math.exp(-d * d / (2 * sigma * sigma)));
    double total = 2 * Arrays.stream(bell).sum() - bell[0];
    float[] weights = new float[bell.length];
    for (int d = 0; d < bell.length; d++) {
      weights[d] = (float) (bell[d] / total);
    }
    return weights;
  }

  private int reach() {
    return weights.length - 1;
  }

  /**
   * Adds alpha times smoothed noise to {@code to}, [height][width]. The noise is uniform from -1 to
   * 1, the numbers from {@code first} on of {@code random}, and 0 outside the image.
   */
  void addNoise(Randomness random, int first, float alpha, float[] to) {
    int row = width + 2 * reach();
    int start = reach() * row + reach();
    Arrays.fill(noise, 0);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        noise[start + y * row + x] = 2 * random.uniform(first + y * width + x) - 1;
      }
    }
    smooth(1, reach() * row, (reach() + height) * row);
    System.arraycopy(sums, 0, noise, 0, noise.length);
    smooth(row, reach() * row, (reach() + height) * row);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        to[y * width + x] += alpha * sums[start + y * row + x];
      }
    }
  }

  /** sums ← the noise weighted over its neighbours, which are {@code step} apart, on [from, to). */
  private void smooth(int step, int from, int to) {
    Arrays.fill(sums, 0);
    System.arraycopy(noise, from, pairs, from, to - from);
    add(weights[0], from, to);
    for (int d = 1; d < weights.length; d++) {
      System.arraycopy(noise, from + d * step, pairs, from, to - from);
      add(weights[d], from, to);
      System.arraycopy(noise, from - d * step, pairs, from, to - from);
      add(weights[d], from, to);
    }
  }

  private void add(float weight, int from, int to) {
    for (int i = from; i < to; i++) {
      sums[i] += weight * pairs[i];
    }
  }
}
