package dev.trainyard.engine.fused;

import dev.trainyard.network.Layer;
import dev.trainyard.network.Padding;

/**
 * Max pooling whose windows cut the image into tiles, one row of one channel at a time: [column ·
 * lane]. Which cell of a window was the largest is its number in the window, row by row, as a float
 * beside the others: loops over adjacent floats without a branch are vectorised.
 *
 * @param size cells along one side of a window
 * @param lanes examples in a chunk
 * @param row floats in one row of the windows
 */
record Tiles(int size, int lanes, int row) {

  /** The tiles that become a pooled image. */
  static Tiles of(int size, Signal pooled) {
    return new Tiles(size, pooled.lanes, pooled.width * pooled.lanes);
  }

  /** Whether the windows of a pooling cut the image into tiles; some of it may be left over. */
  static boolean fit(Layer.MaxPool2d pool) {
    return pool.size() == pool.stride() && pool.padding() == Padding.VALID;
  }

  /** Cells of a window. */
  int cells() {
    return size * size;
  }

  /** Copies the cells in column {@code kx} of the windows together, from a row of the image. */
  void gather(float[] image, int begin, int kx, float[] cells) {
    int from = begin + kx * lanes;
    for (int to = 0; to < row; to += lanes, from += size * lanes) {
      System.arraycopy(image, from, cells, to, lanes);
    }
  }

  /** Copies them back to where {@link #gather} takes them from. */
  void scatter(float[] cells, float[] image, int begin, int kx) {
    int to = begin + kx * lanes;
    for (int from = 0; from < row; from += lanes, to += size * lanes) {
      System.arraycopy(cells, from, image, to, lanes);
    }
  }

  /** Cell number {@code cell} of each window wins where it is larger: of equals the first stays. */
  static void compete(float[] cells, float[] largest, float[] winners, float cell) {
    for (int i = 0; i < cells.length; i++) {
      float larger = Math.max(0f, Math.signum(cells[i] - largest[i]));
      winners[i] += larger * (cell - winners[i]);
      largest[i] = Math.max(largest[i], cells[i]);
    }
  }

  /** The gradients of cell number {@code cell} of each window: the window's where it has won. */
  static void take(float[] gradients, float[] winners, float[] cells, float cell) {
    for (int i = 0; i < cells.length; i++) {
      cells[i] = gradients[i] * Math.max(0f, 1 - Math.abs(winners[i] - cell));
    }
  }
}
