package dev.trainyard.engine.cuda;

/** Memory to add up rows: slices of them in blocks, then the slices, always in the same order. */
final class RowSums {
  /** Rows of a slice at least. */
  private static final int FEWEST = 512;

  /** Slices at most. */
  private static final int MOST = 512;

  private final Scratch scratch;

  /**
   * @param rows at most
   * @param bytes of what is kept of a slice and column
   */
  RowSums(Scratch scratch, int rows, int columns, int bytes) {
    this.scratch = scratch;
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

  /** The address of what is kept of each slice: [slice][column]. */
  long slices() {
    return scratch.address();
  }
}
