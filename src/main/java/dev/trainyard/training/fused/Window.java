package dev.trainyard.training.fused;

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
}
