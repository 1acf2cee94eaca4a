package dev.trainyard.engine.cuda;

import dev.trainyard.network.Activation;

/** Adds up rows, slices of them in blocks and then the slices, always in the same order. */
final class RowSums {
  /** Rows of a slice at least. */
  private static final int FEWEST = 512;

  /** Slices at most. */
  private static final int MOST = 512;

  private final Workspace workspace;
  private final Scratch scratch;
  private final int columns;

  /**
   * @param rows at most
   * @param bytes of what is kept of a slice and column
   */
  RowSums(Workspace workspace, Scratch scratch, int rows, int columns, int bytes) {
    this.workspace = workspace;
    this.scratch = scratch;
    this.columns = columns;
    scratch.need((long) bytes * columns * slices(rows));
  }

  /** Rows of a slice. */
  static int perSlice(int rows) {
    return Math.max(FEWEST, Math.ceilDiv(rows, MOST));
  }

  /** Into how many slices rows are cut. */
  static int slices(int rows) {
    return Math.ceilDiv(rows, perSlice(rows));
  }

  /** What is kept of each slice: [slice][column]. */
  long slices() {
    return scratch.address();
  }

  /**
   * Takes gradients behind an activation to those before it, and adds these up: those of biases.
   *
   * @param inputs of the activation; looked at for {@link Activation#GELU} only
   * @param totals the address of the sums, [column]
   */
  void slopes(int rows, Activation activation, long inputs, Values outputs, long totals) {
    int slices = slices(rows);
    workspace.inColumns(
        "slopeAndSum",
        columns,
        slices,
        rows,
        columns,
        perSlice(rows),
        Codes.of(activation),
        inputs,
        outputs.values(),
        outputs.gradients(),
        slices == 1 ? totals : scratch.address());
    if (slices > 1) {
      workspace.each("addSlices", columns, slices, scratch.address(), totals);
    }
  }
}
