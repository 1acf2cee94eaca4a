package dev.trainyard.engine.fused;

import dev.trainyard.engine.fused.arithmetic.Floats;
import java.util.Arrays;

/**
 * Normalises the channels of images in lanes. Rows are copied to the same index before they are
 * added up, see {@link Floats}; the sums of a row's columns and lanes are added up in double
 * precision.
 */
final class LaneNormaliser implements Normaliser {
  private final Signal input;
  private final Signal output;

  /** Floats in one row of one channel. */
  private final int run;

  private final Rows[] chunks;

  /** Rows of one channel that one chunk works in, [column][lane]. */
  private final class Rows {
    final float[] values = new float[run];
    final float[] gradients = new float[run];
    final float[] sums = new float[run];
    final float[] products = new float[run];
  }

  LaneNormaliser(Signal input, Signal output) {
    this.input = input;
    this.output = output;
    this.run = input.width * input.lanes;
    this.chunks = new Rows[input.chunks];
    Arrays.setAll(this.chunks, _ -> new Rows());
  }

  @Override
  public int values() {
    return input.height * input.width;
  }

  @Override
  public void moments(int chunk, int lanes, float[] means, float[] squares) {
    Rows rows = chunks[chunk];
    for (int c = 0; c < input.channels; c++) {
      Arrays.fill(rows.sums, 0);
      Arrays.fill(rows.products, 0);
      for (int y = 0; y < input.height; y++) {
        System.arraycopy(input.values, row(chunk, y, c), rows.values, 0, run);
        Floats.add(rows.sums, rows.values, 0, run);
      }
      means[c] = (float) (total(rows.sums, lanes) / (lanes * values()));
      for (int y = 0; y < input.height; y++) {
        System.arraycopy(input.values, row(chunk, y, c), rows.values, 0, run);
        addSquares(rows.products, rows.values, means[c]);
      }
      squares[c] = (float) total(rows.products, lanes);
    }
  }

  private static void addSquares(float[] squares, float[] values, float mean) {
    for (int i = 0; i < squares.length; i++) {
      float deviation = values[i] - mean;
      squares[i] += deviation * deviation;
    }
  }

  /** Adds up the first lanes of all columns. */
  private double total(float[] sums, int lanes) {
    double total = 0;
    for (int column = 0; column < sums.length; column += input.lanes) {
      total += Floats.sum(sums, column, column + lanes);
    }
    return total;
  }

  @Override
  public void normalise(int chunk, float[] means, float[] scales, float[] shifts) {
    for (int y = 0; y < input.height; y++) {
      for (int c = 0; c < input.channels; c++) {
        int from = row(chunk, y, c);
        normalise(input.values, output.values, from, from + run, means[c], scales[c], shifts[c]);
      }
    }
  }

  private static void normalise(
      float[] x, float[] y, int from, int to, float mean, float scale, float shift) {
    for (int i = from; i < to; i++) {
      y[i] = (x[i] - mean) * scale + shift;
    }
  }

  @Override
  public void sums(int chunk, int lanes, float[] means, float[] sums, float[] products) {
    Rows rows = chunks[chunk];
    for (int c = 0; c < input.channels; c++) {
      Arrays.fill(rows.sums, 0);
      Arrays.fill(rows.products, 0);
      for (int y = 0; y < input.height; y++) {
        System.arraycopy(input.values, row(chunk, y, c), rows.values, 0, run);
        System.arraycopy(output.gradients, row(chunk, y, c), rows.gradients, 0, run);
        Floats.add(rows.sums, rows.gradients, 0, run);
        addProducts(rows.products, rows.gradients, rows.values, means[c]);
      }
      sums[c] = (float) total(rows.sums, lanes);
      products[c] = (float) total(rows.products, lanes);
    }
  }

  private static void addProducts(float[] products, float[] gradients, float[] values, float mean) {
    for (int i = 0; i < products.length; i++) {
      products[i] += gradients[i] * (values[i] - mean);
    }
  }

  @Override
  public void giveBack(
      int chunk, int lanes, float[] means, float[] scales, float[] shifts, float[] slopes) {
    for (int y = 0; y < input.height; y++) {
      for (int c = 0; c < input.channels; c++) {
        giveBack(row(chunk, y, c), means[c], scales[c], shifts[c], slopes[c]);
      }
    }
    clearBehind(chunk, lanes);
  }

  /** Sets the input's gradients behind the first lanes to 0. */
  void clearBehind(int chunk, int lanes) {
    int end = input.start(chunk + 1);
    for (int i = input.start(chunk); lanes < input.lanes && i < end; i += input.lanes) {
      Arrays.fill(input.gradients, i + lanes, i + input.lanes, 0);
    }
  }

  private void giveBack(int from, float mean, float scale, float shift, float slope) {
    giveBack(
        input.values,
        output.gradients,
        input.gradients,
        from,
        from + run,
        mean,
        scale,
        shift,
        slope);
  }

  private static void giveBack(
      float[] x,
      float[] from,
      float[] to,
      int begin,
      int end,
      float mean,
      float scale,
      float shift,
      float slope) {
    for (int i = begin; i < end; i++) {
      to[i] = scale * from[i] - (shift + slope * (x[i] - mean));
    }
  }

  /** Where row {@code y} of channel {@code c} begins. */
  int row(int chunk, int y, int c) {
    return input.start(chunk) + (y * input.channels + c) * run;
  }
}
