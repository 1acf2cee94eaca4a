package dev.trainyard.engine.fused;

import dev.trainyard.network.Padding;

/**
 * Which cells of an image a square window covers as it slides.
 *
 * @param size cells along one side of the window
 * @param top rows of padding above the image
 * @param left columns of padding to its left
 * @param input the image
 * @param rows places of the window from top to bottom
 * @param columns places of the window from left to right
 */
record Window(int size, int stride, int top, int left, Signal input, int rows, int columns) {

  static Window of(int size, int stride, Padding padding, Signal input, int rows, int columns) {
    return new Window(
        size,
        stride,
        padding.before(input.height, size, stride),
        padding.before(input.width, size, stride),
        input,
        rows,
        columns);
  }

  /** The row of the image that the window's row {@code ky} covers for output row {@code y}. */
  int row(int y, int ky) {
    return y * stride - top + ky;
  }

  /** The same for columns. */
  int column(int x, int kx) {
    return x * stride - left + kx;
  }

  /** Whether the image has this row. */
  boolean hasRow(int row) {
    return row >= 0 && row < input.height;
  }

  /** The first output column for which the window's column {@code kx} lies inside the image. */
  int firstColumn(int kx) {
    return Math.min(columns, Math.max(0, Math.ceilDiv(left - kx, stride)));
  }

  /** The output column behind the last one for which it lies inside the image. */
  int endColumn(int kx) {
    int end = Math.floorDiv(input.width - 1 + left - kx, stride) + 1;
    return Math.max(firstColumn(kx), Math.min(columns, end));
  }

  /** {@link #firstColumn} as an index into a row of the output, [column][lane]. */
  int from(int kx) {
    return firstColumn(kx) * input.lanes;
  }

  /** {@link #endColumn} as an index into a row of the output. */
  int to(int kx) {
    return endColumn(kx) * input.lanes;
  }

  /** Where a row of one of the image's channels begins. */
  int channel(int chunk, int row, int c) {
    return input.start(chunk) + (row * input.channels + c) * input.width * input.lanes;
  }

  /**
   * Copies the cells under the windows' column {@code kx} together.
   *
   * @param channel where the row of the image begins
   * @param cells one value for each window, [column][lane]
   */
  void gather(int channel, int kx, float[] cells) {
    for (int x = firstColumn(kx); x < endColumn(kx); x++) {
      int from = channel + column(x, kx) * input.lanes;
      System.arraycopy(input.values, from, cells, x * input.lanes, input.lanes);
    }
  }

  /** Gives gradients back to where {@link #gather} takes values from; overlapping ones add up. */
  void scatter(int channel, int kx, float[] cells) {
    for (int x = firstColumn(kx); x < endColumn(kx); x++) {
      int to = channel + column(x, kx) * input.lanes;
      if (stride >= size) {
        System.arraycopy(cells, x * input.lanes, input.gradients, to, input.lanes);
      } else {
        add(cells, x * input.lanes, input.gradients, to);
      }
    }
  }

  private void add(float[] cells, int from, float[] gradients, int to) {
    for (int lane = 0; lane < input.lanes; lane++) {
      gradients[to + lane] += cells[from + lane];
    }
  }
}
