package dev.trainyard.engine.fused;

import dev.trainyard.engine.fused.arithmetic.Floats;
import java.util.Arrays;

/**
 * Normalises the values of vectors in rows; each row is copied to the same index as the features.
 */
final class RowNormaliser implements Normaliser {
  private final Signal input;
  private final Signal output;
  private final int features;
  private final Rows[] chunks;

  /** Rows that one chunk works in. */
  private final class Rows {
    final float[] values = new float[features];
    final float[] gradients = new float[features];
  }

  RowNormaliser(Signal input, Signal output) {
    this.input = input;
    this.output = output;
    this.features = input.size;
    this.chunks = new Rows[input.chunks];
    Arrays.setAll(this.chunks, _ -> new Rows());
  }

  @Override
  public int values() {
    return 1;
  }

  @Override
  public void moments(int chunk, int lanes, float[] means, float[] squares) {
    float[] values = chunks[chunk].values;
    Arrays.fill(means, 0);
    Arrays.fill(squares, 0);
    for (int lane = 0; lane < lanes; lane++) {
      System.arraycopy(input.values, row(chunk, lane), values, 0, features);
      Floats.add(means, values, 0, features);
    }
    Floats.multiply(means, 1f / lanes, 0, features);
    for (int lane = 0; lane < lanes; lane++) {
      System.arraycopy(input.values, row(chunk, lane), values, 0, features);
      addSquares(squares, values, means);
    }
  }

  private static void addSquares(float[] squares, float[] values, float[] means) {
    for (int f = 0; f < squares.length; f++) {
      float deviation = values[f] - means[f];
      squares[f] += deviation * deviation;
    }
  }

  /** Rows behind the last example are normalised too, to nobody's harm. */
  @Override
  public void normalise(int chunk, float[] means, float[] scales, float[] shifts) {
    float[] values = chunks[chunk].values;
    for (int lane = 0; lane < input.lanes; lane++) {
      int row = row(chunk, lane);
      System.arraycopy(input.values, row, values, 0, features);
      normalise(values, means, scales, shifts);
      System.arraycopy(values, 0, output.values, row, features);
    }
  }

  private static void normalise(float[] x, float[] means, float[] scales, float[] shifts) {
    for (int f = 0; f < x.length; f++) {
      x[f] = (x[f] - means[f]) * scales[f] + shifts[f];
    }
  }

  @Override
  public void sums(int chunk, int lanes, float[] means, float[] sums, float[] products) {
    Rows rows = chunks[chunk];
    Arrays.fill(sums, 0);
    Arrays.fill(products, 0);
    for (int lane = 0; lane < lanes; lane++) {
      System.arraycopy(input.values, row(chunk, lane), rows.values, 0, features);
      System.arraycopy(output.gradients, row(chunk, lane), rows.gradients, 0, features);
      Floats.add(sums, rows.gradients, 0, features);
      addProducts(products, rows.gradients, rows.values, means);
    }
  }

  private static void addProducts(
      float[] products, float[] gradients, float[] values, float[] means) {
    for (int f = 0; f < products.length; f++) {
      products[f] += gradients[f] * (values[f] - means[f]);
    }
  }

  @Override
  public void giveBack(
      int chunk, int lanes, float[] means, float[] scales, float[] shifts, float[] slopes) {
    Rows rows = chunks[chunk];
    for (int lane = 0; lane < lanes; lane++) {
      int row = row(chunk, lane);
      System.arraycopy(input.values, row, rows.values, 0, features);
      System.arraycopy(output.gradients, row, rows.gradients, 0, features);
      giveBack(rows.values, rows.gradients, means, scales, shifts, slopes);
      System.arraycopy(rows.gradients, 0, input.gradients, row, features);
    }
    Arrays.fill(input.gradients, row(chunk, lanes), row(chunk, input.lanes), 0);
  }

  private static void giveBack(
      float[] x, float[] g, float[] means, float[] scales, float[] shifts, float[] slopes) {
    for (int f = 0; f < g.length; f++) {
      g[f] = scales[f] * g[f] - (shifts[f] + slopes[f] * (x[f] - means[f]));
    }
  }

  private int row(int chunk, int lane) {
    return input.start(chunk) + lane * features;
  }
}
