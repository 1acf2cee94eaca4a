package dev.trainyard.engine.fused.fourier;

/**
 * The frequencies that determine a real plane of {@code rows} by {@code columns} values: half of
 * them, for the others are their conjugates.
 *
 * <p>They come in bands, one for each vertical frequency from 0 to rows / 2. Down the columns the
 * transform of real values is real for the lowest and, with an even number of rows, the highest of
 * these: such a band has half of the horizontal frequencies, the others have all.
 *
 * @param rows at least 1
 * @param columns at least 1
 */
public record Frequencies(int rows, int columns) {

  /**
   * Multiply-adds of the transform of one plane.
   *
   * @param height its rows; those below, up to {@link #rows}, are 0
   * @param width its columns
   */
  public long multiplyAdds(int height, int width) {
    long along = 0;
    for (int band = 0; band < bands(); band++) {
      along += 2L * count(band) * parts(band) * width;
    }
    return (long) rows * height * width + along;
  }

  /** How many bands there are. */
  int bands() {
    return rows / 2 + 1;
  }

  /** Whether the transform down the columns is real there. */
  boolean isReal(int band) {
    return band == 0 || 2 * band == rows;
  }

  /** The numbers of a value of the transform down the columns: 1 where it is real, else 2. */
  int parts(int band) {
    return isReal(band) ? 1 : 2;
  }

  /** The frequencies of a band. */
  int count(int band) {
    return isReal(band) ? columns / 2 + 1 : columns;
  }

  /** The first row of a band in the transform down the columns, which has {@link #rows} rows. */
  int row(int band) {
    return Math.max(0, 2 * band - 1);
  }

  /** The number of a band's first frequency. */
  int first(int band) {
    return band == 0 ? 0 : columns / 2 + 1 + (band - 1) * columns;
  }

  /** All frequencies. */
  public int count() {
    return first(bands() - 1) + count(bands() - 1);
  }

  /** How many frequencies of the whole plane a vertical one stands for. */
  int weightOfRow(int band) {
    return isReal(band) ? 1 : 2;
  }

  /** How many a horizontal one stands for in a real band. */
  int weightOfColumn(int column) {
    return column == 0 || 2 * column == columns ? 1 : 2;
  }
}
