package dev.trainyard.training.fused;

/**
 * Loops that several stages need.
 *
 * <p>The JIT compiler vectorises a loop over two arrays only where both are read and written at the
 * same index: otherwise they might be one array that overlaps itself. So data is brought to the
 * same index first, by a copy that costs far less.
 */
final class Floats {

  private Floats() {}

  /** x[i] ← x[i] + y[i] for [from, to). */
  static void add(float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      x[i] += y[i];
    }
  }

  /** x[i] ← x[i] + factor · y[i] for [0, length). */
  static void add(float[] x, float[] y, float factor, int length) {
    for (int i = 0; i < length; i++) {
      x[i] += factor * y[i];
    }
  }

  /** x[i] ← factor · x[i]. */
  static void multiply(float[] x, float factor) {
    for (int i = 0; i < x.length; i++) {
      x[i] *= factor;
    }
  }

  /** x[i] ← max(x[i], y[i]) for [from, to). */
  static void max(float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      x[i] = Math.max(x[i], y[i]);
    }
  }

  /** Adds up what each of the first shards has for [from, to), always in the same order. */
  static void reduce(float[][] shards, int count, float[] sum, int from, int to) {
    System.arraycopy(shards[0], from, sum, from, to - from);
    for (int shard = 1; shard < count; shard++) {
      add(sum, shards[shard], from, to);
    }
  }
}
