package dev.trainyard.engine;

import java.util.Arrays;

/**
 * Fields of noise, each over an image and smoothed by a Gaussian, for several images at a time.
 *
 * <p>Rows of all fields lie side by side, so a smoothing across rows runs over adjacent floats that
 * the JIT compiler vectorises; the fields are then turned, and the same smooths the other way.
 */
final class Smoothing {
  private static final int REACH_IN_SIGMAS = 3;

  private final int height;
  private final int width;

  /** Weights from the centre outwards, so that weights[0] + 2 · the others is 1. */
  private final float[] weights;

  /** Noise, [row][field · column], with rows of zeros above and below. */
  private final float[][] noise;

  private final float[][] smoothedRows;

  /** The same turned, [column][field · row]. */
  private final float[][] turned;

  private final float[][] smoothed;

  Smoothing(int fields, int height, int width, double sigma) {
    this.height = height;
    this.width = width;
    this.weights = weights(sigma);
    int reach = weights.length - 1;
    this.noise = new float[height + 2 * reach][fields * width];
    this.smoothedRows = new float[height][fields * width];
    this.turned = new float[width + 2 * reach][fields * height];
    this.smoothed = new float[width][fields * height];
  }

  /** Weights from the centre outwards. */
  static float[] weights(double sigma) {
    double[] bell = new double[1 + (int) Math.ceil(REACH_IN_SIGMAS * sigma)];
    Arrays.setAll(bell, d -> Math.exp(-d * d / (2 * sigma * sigma)));
    double total = 2 * Arrays.stream(bell).sum() - bell[0];
    float[] weights = new float[bell.length];
    for (int d = 0; d < bell.length; d++) {
      weights[d] = (float) (bell[d] / total);
    }
    return weights;
  }

  /**
   * Fills a field with noise, uniform from -1 to 1: the numbers from {@code first} on of {@code
   * random}, row by row.
   */
  void fill(int field, Randomness random, int first) {
    for (int y = 0; y < height; y++) {
      float[] row = noise[weights.length - 1 + y];
      for (int x = 0; x < width; x++) {
        row[field * width + x] = 2 * random.uniform(first + y * width + x) - 1;
      }
    }
  }

  /** Smooths all fields; outside the images the noise is 0. */
  void smooth() {
    smooth(noise, smoothedRows);
    int reach = weights.length - 1;
    for (int y = 0; y < height; y++) {
      for (int i = 0; i < smoothedRows[y].length; i++) {
        turned[reach + i % width][i / width * height + y] = smoothedRows[y][i];
      }
    }
    smooth(turned, smoothed);
  }

  private void smooth(float[][] from, float[][] to) {
    int reach = weights.length - 1;
    for (int y = 0; y < to.length; y++) {
      Arrays.fill(to[y], 0);
      add(to[y], weights[0], from[reach + y]);
      for (int d = 1; d <= reach; d++) {
        add(to[y], weights[d], from[reach + y - d], from[reach + y + d]);
      }
    }
  }

  private static void add(float[] sum, float weight, float[] row) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += weight * row[i];
    }
  }

  private static void add(float[] sum, float weight, float[] above, float[] below) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += weight * (above[i] + below[i]);
    }
  }

  /** Adds factor times a smoothed field to {@code to}, [height][width]. */
  void addTo(float[] to, int field, float factor) {
    for (int x = 0; x < width; x++) {
      for (int y = 0; y < height; y++) {
        to[y * width + x] += factor * smoothed[x][field * height + y];
      }
    }
  }
}
