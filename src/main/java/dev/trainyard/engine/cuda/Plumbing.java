package dev.trainyard.engine.cuda;

import dev.trainyard.network.Shape;
import org.jspecify.annotations.Nullable;

/**
 * What layers are made with: memory for values, and memory that they share.
 *
 * @param capacity examples that are predicted at once at most
 * @param learning examples of a mini-batch that is trained on at most; 0 where nothing is trained
 * @param sums of slices of rows
 * @param unfolded inputs of a convolution
 * @param unfoldedGradients theirs
 */
record Plumbing(
    Workspace workspace,
    int capacity,
    int learning,
    Scratch sums,
    Scratch unfolded,
    Scratch unfoldedGradients) {

  /** Plumbing with new shared memory. */
  static Plumbing of(Workspace workspace, int capacity, int learning) {
    return new Plumbing(
        workspace,
        capacity,
        learning,
        new Scratch(workspace),
        new Scratch(workspace),
        new Scratch(workspace));
  }

  /**
   * Memory for what a layer puts out.
   *
   * @param image what the values are an image of
   * @param learns whether their gradients are wanted when training
   */
  Values values(Shape shape, Shape.@Nullable Image image, boolean learns) {
    int size = shape.size();
    return new Values(
        floats(size),
        learns && learning > 0 ? workspace.floats((long) learning * size) : 0,
        shape,
        image);
  }

  /**
   * Memory for so many floats of each example.
   *
   * @throws ArithmeticException if there are more of them than a kernel counts
   */
  long floats(int size) {
    return workspace.floats(Math.multiplyExact(capacity, size));
  }

  /** Sums over so many rows at most. */
  RowSums sums(int rows, int columns) {
    return new RowSums(sums, rows, columns, Float.BYTES);
  }

  /** Sums of two doubles each over so many rows at most. */
  RowSums pairsOfSums(int rows, int columns) {
    return new RowSums(sums, rows, columns, 2 * Double.BYTES);
  }
}
