package dev.trainyard.engine.fused;

import dev.trainyard.engine.fused.arithmetic.Matrix;
import java.util.Arrays;

/**
 * The input of a convolution, expanded along the kernel's width for one chunk: [row][kernel
 * column][channel][output column][lane], the rows above and below the image included.
 *
 * <p>The values that reach output row y are then the adjacent matrix of the rows y · stride to y ·
 * stride + kernel - 1, [kernel row · kernel column · channel][output column · lane], and matrix
 * products read it where it lies: no other copy, a fifth of what a full expansion writes for a
 * kernel of 5x5.
 */
final class Expansion {
  /** The floats of a cache line. */
  private static final int GAP = 16;

  private final Window window;
  private final Signal input;
  private final int start;

  /**
   * Floats from one row of one channel to the next. A power of two would put them all into the same
   * few sets of the cache, hence the odd multiple of a cache line.
   */
  private final int run;

  /** Floats in one row. */
  private final int row;

  private final float[] values;
  private final Matrix[] views;

  Expansion(Window window, int chunk) {
    this.window = window;
    this.input = window.input();
    this.start = input.start(chunk);
    this.run = Math.ceilDiv(window.columns() * input.lanes, GAP) * GAP | GAP;
    this.row = window.size() * input.channels * run;
    int rows = (window.rows() - 1) * window.stride() + window.size();
    this.values = new float[Math.multiplyExact(rows, row)];
    this.views = new Matrix[window.rows()];
    Arrays.setAll(views, y -> Matrix.of(values, start(y), run));
  }

  /**
   * What reaches output row {@code y}: [kernel row · kernel column · channel][output column ·
   * lane].
   */
  Matrix view(int y) {
    return views[y];
  }

  private int start(int y) {
    return y * window.stride() * row;
  }

  /** Expands the rows that output row {@code y} is the first to read. */
  void expandFor(int y) {
    int seen = y == 0 ? 0 : window.row(y - 1, window.size());
    for (int ky = 0; ky < window.size(); ky++) {
      int inputRow = window.row(y, ky);
      if (window.hasRow(inputRow) && (y == 0 || inputRow >= seen)) {
        expand(inputRow, start(y) + ky * row);
      }
    }
  }

  private void expand(int inputRow, int to) {
    for (int kx = 0; kx < window.size(); kx++) {
      for (int c = 0; c < input.channels; c++) {
        int channel = start + (inputRow * input.channels + c) * input.width * input.lanes;
        expand(channel, kx, to + (kx * input.channels + c) * run);
      }
    }
  }

  private void expand(int channel, int kx, int to) {
    int end = window.endColumn(kx);
    for (int x = window.firstColumn(kx); x < end; ) {
      int columns = window.stride() == 1 ? end - x : 1;
      int from = channel + window.column(x, kx) * input.lanes;
      System.arraycopy(input.values, from, values, to + x * input.lanes, columns * input.lanes);
      x += columns;
    }
  }
}
