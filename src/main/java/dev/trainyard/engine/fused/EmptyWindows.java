package dev.trainyard.engine.fused;

import dev.trainyard.engine.fused.arithmetic.Floats;
import java.util.Arrays;

/**
 * Finds the windows in which there is nothing but 0, as at the margins of pictures of digits.
 *
 * <p>Their sums are 0 whatever the kernel is, and a ReLU lets nothing back. Sums that come out of a
 * transform are nearly 0 there, and would send a gradient back as often as not.
 */
final class EmptyWindows {
  private final Window window;

  /** Floats in one row of one channel of the input. */
  private final int rowIn;

  /** Floats in one row of one channel of the output. */
  private final int rowOut;

  /** [row][column][lane] of the input: the largest magnitude of its channels. */
  private final float[] magnitudes;

  /** The largest of those that the windows of one row cover, by column of the input. */
  private final float[] below;

  private final float[] part;

  /** The largest magnitude in each window of a row. */
  private final float[] largest;

  private final float[] shifted;

  /** The empty ones of a row, [column · lane]. */
  private final int[] cells;

  EmptyWindows(Window window) {
    this.window = window;
    Signal input = window.input();
    this.rowIn = input.width * input.lanes;
    this.rowOut = window.columns() * input.lanes;
    this.magnitudes = new float[input.height * rowIn];
    this.below = new float[rowIn];
    this.part = new float[rowIn];
    this.largest = new float[rowOut];
    this.shifted = new float[rowOut];
    this.cells = new int[rowOut];
  }

  /** Looks at a chunk of the input. */
  void look(int chunk) {
    Signal input = window.input();
    for (int y = 0; y < input.height; y++) {
      Arrays.fill(below, 0);
      for (int c = 0; c < input.channels; c++) {
        System.arraycopy(input.values, window.channel(chunk, y, c), part, 0, rowIn);
        Floats.maxMagnitude(below, part, 0, rowIn);
      }
      System.arraycopy(below, 0, magnitudes, y * rowIn, rowIn);
    }
  }

  /** Sets to 0 what the tail has of the empty windows in row {@code y}. */
  void clear(ConvTail tail, int chunk, int shard, int y) {
    Arrays.fill(below, 0);
    for (int ky = 0; ky < window.size(); ky++) {
      int row = window.row(y, ky);
      if (window.hasRow(row)) {
        System.arraycopy(magnitudes, row * rowIn, part, 0, rowIn);
        Floats.max(below, part, 0, rowIn);
      }
    }
    Arrays.fill(largest, 0);
    for (int kx = 0; kx < window.size(); kx++) {
      int from = window.from(kx);
      int to = window.to(kx);
      if (from < to) {
        int column = window.column(window.firstColumn(kx), kx) * window.input().lanes;
        System.arraycopy(below, column, shifted, from, to - from);
        Floats.max(largest, shifted, from, to);
      }
    }
    int count = 0;
    for (int i = 0; i < rowOut; i++) {
      if (largest[i] == 0) {
        cells[count++] = i;
      }
    }
    if (count > 0) {
      tail.clear(chunk, shard, y, cells, count);
    }
  }
}
