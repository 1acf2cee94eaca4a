package dev.trainyard.engine.fused.fourier;

import dev.trainyard.engine.fused.arithmetic.Matrix;
import dev.trainyard.engine.fused.arithmetic.Sgemm;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/**
 * The transform of real planes, many at once, [row][channel][column][lane], into their {@link
 * Spectrum}, and its transpose.
 *
 * <p>For planes as small as those of a convolution a product with a matrix of cosines and sines is
 * as quick as an algorithm with fewer operations, takes any number of rows, and is as exact as
 * floats are. One channel after another is transformed down its columns, then along its rows.
 */
public final class Planes {
  private final Frequencies frequencies;
  private final int height;
  private final int width;
  private final int channels;
  private final int lanes;

  /** Down the columns, [row of the transform][row]. */
  private final Matrix down;

  /** Along the rows of a real band, [frequency, real and imaginary][column]. */
  private final Matrix real;

  /** Along those of another one, [frequency, real and imaginary][real and imaginary, column]. */
  private final Matrix complex;

  /**
   * @param sign of the exponent
   * @param top where the first row is
   * @param left where the first column is
   * @param rowFactor of each band
   * @param realFactor of each frequency in a real band
   * @param complexFactor of each frequency in another band
   */
  private Planes(
      Frequencies frequencies,
      int height,
      int width,
      int channels,
      int lanes,
      int sign,
      int top,
      int left,
      IntToDoubleFunction rowFactor,
      IntToDoubleFunction realFactor,
      double complexFactor) {
    this.frequencies = frequencies;
    this.height = height;
    this.width = width;
    this.channels = channels;
    this.lanes = lanes;
    this.down = down(sign, top, rowFactor);
    this.real = real(sign, left, realFactor);
    this.complex = complex(sign, left, complexFactor);
  }

  private Planes(Planes like, int lanes) {
    this.frequencies = like.frequencies;
    this.height = like.height;
    this.width = like.width;
    this.channels = like.channels;
    this.lanes = lanes;
    this.down = like.down;
    this.real = like.real;
    this.complex = like.complex;
  }

  /** The same transform of more or fewer at once. */
  public Planes withLanes(int other) {
    return new Planes(this, other);
  }

  /**
   * Those that a convolution reads: Σ value · e^(-2πi (ky · row / rows + kx · column / columns)).
   */
  public static Planes read(
      Frequencies frequencies, int height, int width, int channels, int lanes) {
    return new Planes(frequencies, height, width, channels, lanes, -1, 0, 0, _ -> 1, _ -> 1, 1);
  }

  /**
   * Square kernels, as they slide over what is read: their transforms times its transform is that
   * of the result.
   *
   * @param top rows that the first place of the kernel reaches above the image
   * @param left columns that it reaches to the left of it
   * @param kernels how many there are
   */
  public static Planes kernels(Frequencies frequencies, int size, int top, int left, int kernels) {
    return new Planes(frequencies, size, size, 1, kernels, 1, -top, -left, _ -> 1, _ -> 1, 1);
  }

  /**
   * Those that a convolution makes: {@link #transposed} is the inverse transform, for the rows and
   * columns that are wanted.
   */
  public static Planes made(
      Frequencies frequencies, int height, int width, int channels, int lanes) {
    double columns = frequencies.columns();
    return new Planes(
        frequencies,
        height,
        width,
        channels,
        lanes,
        -1,
        0,
        0,
        band -> frequencies.weightOfRow(band) / (double) frequencies.rows(),
        column -> frequencies.weightOfColumn(column) / columns,
        1 / columns);
  }

  private Matrix down(int sign, int top, IntToDoubleFunction factor) {
    float[] values = new float[frequencies.rows() * height];
    for (int band = 0; band < frequencies.bands(); band++) {
      for (int y = 0; y < height; y++) {
        int to = frequencies.row(band) * height + y;
        double angle = angle(band, y + top, frequencies.rows());
        values[to] = (float) (factor.applyAsDouble(band) * Math.cos(angle));
        if (!frequencies.isReal(band)) {
          values[to + height] = (float) (sign * factor.applyAsDouble(band) * Math.sin(angle));
        }
      }
    }
    return Matrix.of(values, 0, height);
  }

  private Matrix real(int sign, int left, IntToDoubleFunction factor) {
    int count = frequencies.count(0);
    float[] values = new float[2 * count * width];
    for (int column = 0; column < count; column++) {
      for (int x = 0; x < width; x++) {
        int to = 2 * column * width + x;
        double angle = angle(column, x + left, frequencies.columns());
        values[to] = (float) (factor.applyAsDouble(column) * Math.cos(angle));
        values[to + width] = (float) (sign * factor.applyAsDouble(column) * Math.sin(angle));
      }
    }
    return Matrix.of(values, 0, width);
  }

  private Matrix complex(int sign, int left, double factor) {
    int row = 2 * width;
    float[] values = new float[2 * frequencies.columns() * row];
    for (int column = 0; column < frequencies.columns(); column++) {
      for (int x = 0; x < width; x++) {
        int to = 2 * column * row + x;
        double angle = angle(column, x + left, frequencies.columns());
        float cosine = (float) (factor * Math.cos(angle));
        float sine = (float) (sign * factor * Math.sin(angle));
        values[to] = cosine;
        values[to + width] = -sine;
        values[to + row] = sine;
        values[to + row + width] = cosine;
      }
    }
    return Matrix.of(values, 0, row);
  }

  /** Reduced to one turn first, so that it is exact for every multiple. */
  private static double angle(int frequency, int place, int points) {
    return 2 * Math.PI * Math.floorMod(frequency * place, points) / points;
  }

  /** What one transform at a time works in, channel by channel, so that little of it is needed. */
  public final class Workspace {
    /** [row of the transform][column · lane]. */
    private final Matrix rows;

    /** Of each band, [real and imaginary, column][lane]. */
    private final Matrix[] bands;

    /** Room for the transforms of the planes. */
    public Workspace() {
      int row = width * lanes;
      float[] values = new float[Math.multiplyExact(frequencies.rows(), row)];
      this.rows = Matrix.of(values, 0, row);
      this.bands = new Matrix[frequencies.bands()];
      Arrays.setAll(bands, band -> Matrix.of(values, frequencies.row(band) * row, lanes));
    }
  }

  /**
   * The planes of each channel, [row][column · lane].
   *
   * @param values [row][channel][column][lane] from its first element on
   */
  public Matrix[] channels(MemorySegment values) {
    Matrix[] views = new Matrix[channels];
    int row = width * lanes;
    Arrays.setAll(
        views,
        number -> new Matrix(values.asSlice((long) number * row * Float.BYTES), channels * row));
    return views;
  }

  /**
   * Transforms.
   *
   * @param planes of each channel, see {@link #channels}
   * @param to room for the transforms of all channels and lanes, which is overwritten
   */
  public void transform(Matrix[] planes, Spectrum to, Workspace workspace) {
    for (int channel = 0; channel < channels; channel++) {
      Sgemm.multiply(
          false,
          false,
          frequencies.rows(),
          width * lanes,
          height,
          1,
          down,
          planes[channel],
          0,
          workspace.rows);
      for (int band = 0; band < frequencies.bands(); band++) {
        Sgemm.multiply(
            false,
            false,
            2 * frequencies.count(band),
            lanes,
            frequencies.parts(band) * width,
            1,
            along(band),
            workspace.bands[band],
            0,
            to.band(band, channel));
      }
    }
  }

  /**
   * The transpose of {@link #transform}.
   *
   * @param from the transforms of all channels and lanes
   * @param planes of each channel, see {@link #channels}, which are overwritten
   */
  public void transposed(Spectrum from, Matrix[] planes, Workspace workspace) {
    for (int channel = 0; channel < channels; channel++) {
      for (int band = 0; band < frequencies.bands(); band++) {
        Sgemm.multiply(
            true,
            false,
            frequencies.parts(band) * width,
            lanes,
            2 * frequencies.count(band),
            1,
            along(band),
            from.band(band, channel),
            0,
            workspace.bands[band]);
      }
      Sgemm.multiply(
          true,
          false,
          height,
          width * lanes,
          frequencies.rows(),
          1,
          down,
          workspace.rows,
          0,
          planes[channel]);
    }
  }

  private Matrix along(int band) {
    return frequencies.isReal(band) ? real : complex;
  }
}
