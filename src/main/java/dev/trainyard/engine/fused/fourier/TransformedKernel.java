package dev.trainyard.engine.fused.fourier;

import dev.trainyard.engine.fused.arithmetic.Floats;
import dev.trainyard.engine.fused.arithmetic.Matrix;
import dev.trainyard.engine.fused.update.UpdateRule;
import dev.trainyard.engine.fused.update.Weights;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * The kernel of a convolution and its transform, as the factors that a transformed image is
 * multiplied by: at each frequency a complex matrix as a real one of twice the size, [real,
 * -imaginary; imaginary, real].
 */
public final class TransformedKernel {
  private static final int PIECES = 4;

  private final Frequencies frequencies;
  private final Planes planes;
  private final Weights weights;
  private final UpdateRule rule;
  private final int filters;
  private final int channels;

  /** Kernel rows times kernel columns. */
  private final int cells;

  private final Matrix[] view;
  private final Spectrum spectrum;
  private final Planes.Workspace workspace;
  private final Factors factors;

  /** What each shard says about the factors. */
  private final Factors[] gradients;

  private final Piece[] pieces;

  /**
   * A kernel whose factors are still to be made.
   *
   * @param planes of all filters and channels, see {@link Planes#kernels}
   * @param weights [kernel row][kernel column][filter][channel]
   * @param shards of a mini-batch that trains, at most
   */
  public TransformedKernel(
      Frequencies frequencies,
      Planes planes,
      Weights weights,
      UpdateRule rule,
      int filters,
      int channels,
      int shards) {
    this.frequencies = frequencies;
    this.planes = planes;
    this.weights = weights;
    this.rule = rule;
    this.filters = filters;
    this.channels = channels;
    this.cells = weights.size() / (filters * channels);
    this.view = planes.channels(MemorySegment.ofArray(weights.values));
    this.spectrum = new Spectrum(frequencies, 1, filters * channels);
    this.workspace = planes.new Workspace();
    this.factors = new Factors();
    this.gradients = new Factors[shards];
    Arrays.setAll(gradients, _ -> new Factors());
    int most = Math.ceilDiv(filters, PIECES);
    this.pieces = new Piece[Math.ceilDiv(filters, most)];
    Arrays.setAll(pieces, piece -> new Piece(piece * most, Math.min(filters, (piece + 1) * most)));
  }

  /** A matrix of [2 · filter][2 · channel] for each frequency. */
  private final class Factors {
    final float[] values = new float[Math.multiplyExact(frequencies.count(), length())];
    final Matrix[] at = new Matrix[frequencies.count()];

    Factors() {
      Arrays.setAll(at, i -> Matrix.of(values, i * length(), 2 * channels));
    }

    int length() {
      return 4 * filters * channels;
    }

    /** Where a row begins. */
    int row(int frequency, int row) {
      return frequency * length() + row * 2 * channels;
    }
  }

  /** The factors at a frequency, [2 · filter][2 · channel]. */
  public Matrix at(int frequency) {
    return factors.at[frequency];
  }

  /** Where a shard puts the gradients of the factors at a frequency. */
  public Matrix gradients(int shard, int frequency) {
    return gradients[shard].at[frequency];
  }

  /** Makes the factors of the weights as they are now. */
  public void transform() {
    planes.transform(view, spectrum, workspace);
    for (int i = 0; i < frequencies.count(); i++) {
      for (int filter = 0; filter < filters; filter++) {
        take(i, filter);
      }
    }
  }

  private void take(int frequency, int filter) {
    float[] from = spectrum.values;
    float[] to = factors.values;
    int real = (2 * frequency * filters + filter) * channels;
    int imaginary = real + filters * channels;
    int upper = factors.row(frequency, filter);
    int lower = factors.row(frequency, filters + filter);
    System.arraycopy(from, real, to, upper, channels);
    System.arraycopy(from, imaginary, to, lower, channels);
    System.arraycopy(from, real, to, lower + channels, channels);
    for (int channel = 0; channel < channels; channel++) {
      to[upper + channels + channel] = -from[imaginary + channel];
    }
  }

  /** Into how many pieces the work of updating the weights is cut. */
  public int pieces() {
    return pieces.length;
  }

  /**
   * Updates a part of the weights; the parts may be updated at the same time.
   *
   * @param piece its number, from 0
   * @param shards how many the mini-batch had
   */
  public void update(int piece, int shards) {
    pieces[piece].update(shards);
  }

  /** The kernels of some filters. */
  private final class Piece {
    private final int from;

    /** Pairs of a filter and a channel. */
    private final int pairs;

    private final Planes some;
    private final Planes.Workspace workspace;
    private final Spectrum spectrum;

    /** The gradients of these kernels, [kernel row][kernel column][filter][channel]. */
    private final float[] gradient;

    private final Matrix[] gradientView;

    /** What the shards have of these filters at one frequency is added up here. */
    private final float[] sum;

    private final float[] part;

    Piece(int from, int to) {
      this.from = from;
      this.pairs = (to - from) * channels;
      this.some = planes.withLanes(pairs);
      this.workspace = some.new Workspace();
      this.spectrum = new Spectrum(frequencies, 1, pairs);
      this.gradient = new float[cells * pairs];
      this.gradientView = some.channels(MemorySegment.ofArray(gradient));
      this.sum = new float[2 * pairs];
      this.part = new float[2 * pairs];
    }

    void update(int shards) {
      for (int i = 0; i < frequencies.count(); i++) {
        collect(i, shards);
      }
      some.transposed(spectrum, gradientView, workspace);
      for (int cell = 0; cell < cells; cell++) {
        int begin = (cell * filters + from) * channels;
        System.arraycopy(gradient, cell * pairs, weights.gradient, begin, pairs);
        rule.apply(weights, begin, begin + pairs);
      }
    }

    /** Both rows of a filter have something of its real and of its imaginary part. */
    private void collect(int frequency, int shards) {
      int real = 2 * frequency * pairs;
      int imaginary = real + pairs;
      float[] parts = spectrum.values;
      addUp(factors.row(frequency, from), shards);
      for (int i = 0; i < pairs; i++) {
        int at = i + i / channels * channels;
        parts[real + i] = sum[at];
        parts[imaginary + i] = -sum[at + channels];
      }
      addUp(factors.row(frequency, filters + from), shards);
      for (int i = 0; i < pairs; i++) {
        int at = i + i / channels * channels;
        parts[real + i] += sum[at + channels];
        parts[imaginary + i] += sum[at];
      }
    }

    private void addUp(int begin, int shards) {
      System.arraycopy(gradients[0].values, begin, sum, 0, sum.length);
      for (int shard = 1; shard < shards; shard++) {
        System.arraycopy(gradients[shard].values, begin, part, 0, part.length);
        Floats.add(sum, part, 0, sum.length);
      }
    }
  }
}
