package dev.trainyard.engine.fused.arithmetic;

/**
 * Loops that several stages need.
 *
 * <p>The JIT compiler vectorises a loop over two arrays only where both are read and written at the
 * same index: otherwise they might be one array that overlaps itself. So data is brought to the
 * same index first, by a copy that costs far less.
 */
public final class Floats {

  private Floats() {}

  /** x[i] ← x[i] + y[i] for [from, to). */
  public static void add(float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      x[i] += y[i];
    }
  }

  /** x[i] ← x[i] + factor · y[i] for [0, length). */
  public static void add(float[] x, float[] y, float factor, int length) {
    for (int i = 0; i < length; i++) {
      x[i] += factor * y[i];
    }
  }

  /** x[i] ← factor · x[i] for [from, to). */
  public static void multiply(float[] x, float factor, int from, int to) {
    for (int i = from; i < to; i++) {
      x[i] *= factor;
    }
  }

  /** x[i] ← x[i] between -bound and bound for [from, to). */
  public static void clamp(float[] x, float bound, int from, int to) {
    for (int i = from; i < to; i++) {
      x[i] = Math.max(-bound, Math.min(bound, x[i]));
    }
  }

  /** Σ x[i]² for [from, to), in four sums that do not wait for each other. */
  public static double squares(float[] x, int from, int to) {
    double sum0 = 0;
    double sum1 = 0;
    double sum2 = 0;
    double sum3 = 0;
    int i = from;
    for (; i + 3 < to; i += 4) {
      sum0 += (double) x[i] * x[i];
      sum1 += (double) x[i + 1] * x[i + 1];
      sum2 += (double) x[i + 2] * x[i + 2];
      sum3 += (double) x[i + 3] * x[i + 3];
    }
    for (; i < to; i++) {
      sum0 += (double) x[i] * x[i];
    }
    return sum0 + sum1 + (sum2 + sum3);
  }

  /** Σ x[i] for [from, to), in four sums that do not wait for each other. */
  public static double sum(float[] x, int from, int to) {
    double sum0 = 0;
    double sum1 = 0;
    double sum2 = 0;
    double sum3 = 0;
    int i = from;
    for (; i + 3 < to; i += 4) {
      sum0 += x[i];
      sum1 += x[i + 1];
      sum2 += x[i + 2];
      sum3 += x[i + 3];
    }
    for (; i < to; i++) {
      sum0 += x[i];
    }
    return sum0 + sum1 + (sum2 + sum3);
  }

  /** x[i] ← max(x[i], |y[i]|) for [from, to). */
  public static void maxMagnitude(float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      x[i] = Math.max(x[i], Math.abs(y[i]));
    }
  }

  /** x[i] ← max(x[i], y[i]) for [from, to). */
  public static void max(float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      x[i] = Math.max(x[i], y[i]);
    }
  }

  /**
   * Sets the same cells of adjacent rows to 0.
   *
   * @param begin the first element of the first row
   * @param length elements in a row
   * @param count how many of {@code cells} there are
   */
  public static void clear(float[] x, int begin, int length, int rows, int[] cells, int count) {
    for (int row = 0; row < rows; row++) {
      for (int i = 0; i < count; i++) {
        x[begin + row * length + cells[i]] = 0;
      }
    }
  }

  /** Adds up what each of the first shards has for [from, to), always in the same order. */
  public static void reduce(float[][] shards, int count, float[] sum, int from, int to) {
    System.arraycopy(shards[0], from, sum, from, to - from);
    for (int shard = 1; shard < count; shard++) {
      add(sum, shards[shard], from, to);
    }
  }
}
