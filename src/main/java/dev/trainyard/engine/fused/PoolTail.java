package dev.trainyard.engine.fused;

import dev.trainyard.engine.fused.arithmetic.Activations;
import dev.trainyard.engine.fused.arithmetic.Floats;
import dev.trainyard.engine.fused.arithmetic.Matrix;
import dev.trainyard.engine.fused.arithmetic.Sgemm;
import dev.trainyard.network.Activation;
import dev.trainyard.network.Layer;
import java.util.Arrays;

/**
 * Max pooling of a convolution's rows, in most cases while they are in the cache: of the image
 * before pooling nothing is kept but which cell of each window was the largest.
 *
 * <p>The activation comes after pooling, a quarter of the work for windows of 2x2: it never falls,
 * so the largest stays the largest.
 */
final class PoolTail implements ConvTail {
  private final Signal output;
  private final int size;
  private final Tiles tiles;
  private final Activation activation;

  /** Floats in one row of one channel of the convolution and of the output. */
  private final int rowIn;

  private final int rowOut;

  /** The convolution's rows that are kept at a time: all, or those of one row of windows. */
  private final int kept;

  /** Those of them that are written before any is pooled: all, or those of one row of windows. */
  private final int written;

  /** For each output the number of the window's cell that was the largest, row by row. */
  private final float[] winners;

  private final Scratch[] shards;
  private final Matrix[][] gradients;
  private final Matrix ones;

  /** What one shard works in. */
  private final class Scratch {
    final float[] rows = new float[kept * output.channels * rowIn];
    final Matrix[] views = new Matrix[kept];
    final float[] cells = new float[rowOut];
    final float[] largest = new float[rowOut];
    final float[] winners = new float[rowOut];

    Scratch() {
      Arrays.setAll(views, y -> Matrix.of(rows, y * output.channels * rowIn, rowIn));
    }
  }

  /**
   * @param keepsRows whether all gradients of a chunk have to be there at once
   * @param atOnce whether the convolution writes all rows before the first is pooled
   */
  PoolTail(
      Signal output,
      int size,
      Activation activation,
      boolean keepsRows,
      boolean atOnce,
      int shards) {
    this.output = output;
    this.size = size;
    this.tiles = Tiles.of(size, output);
    this.activation = activation;
    this.rowOut = tiles.row();
    this.rowIn = rowOut * size;
    this.kept = keepsRows || atOnce ? rows() : size;
    this.written = atOnce ? rows() : size;
    this.winners = new float[output.values.length];
    this.shards = new Scratch[shards];
    Arrays.setAll(this.shards, _ -> new Scratch());
    this.gradients = new Matrix[output.chunks][output.height];
    for (int chunk = 0; chunk < output.chunks; chunk++) {
      int first = chunk;
      Arrays.setAll(gradients[chunk], y -> Matrix.of(output.gradients, start(first, y), rowOut));
    }
    this.ones = Matrix.ones(rowOut);
  }

  /** Whether a pooling can be the tail of a convolution. */
  static boolean fits(Layer.Conv2d convolution, Layer.MaxPool2d pool) {
    return neverFalls(convolution.activation()) && Tiles.fit(pool);
  }

  /** Whether an activation leaves the largest of its inputs the largest. */
  static boolean neverFalls(Activation activation) {
    return switch (activation) {
      case LINEAR, RELU, LEAKY_RELU, ELU, TANH, SIGMOID -> true;
      case GELU, SOFTMAX -> false;
    };
  }

  @Override
  public Signal output() {
    return output;
  }

  @Override
  public int rows() {
    return output.height * size;
  }

  @Override
  public int columns() {
    return output.width * size;
  }

  @Override
  public Matrix values(int chunk, int shard, int y) {
    return shards[shard].views[y % written];
  }

  @Override
  public Matrix gradients(int chunk, int shard, int y) {
    return shards[shard].views[y % kept];
  }

  @Override
  public void clear(int chunk, int shard, int y, int[] cells, int count) {
    Floats.clear(shards[shard].rows, row(y % written, 0), rowIn, output.channels, cells, count);
  }

  /** Pools when the last row of the windows is there. */
  @Override
  public void forward(int chunk, int shard, int y, float[] bias) {
    if (y % size < size - 1) {
      return;
    }
    Scratch scratch = shards[shard];
    int to = start(chunk, y / size);
    int top = (y - size + 1) % written;
    for (int channel = 0; channel < output.channels; channel++, to += rowOut) {
      tiles.gather(scratch.rows, row(top, channel), 0, scratch.largest);
      Arrays.fill(scratch.winners, 0);
      for (int cell = 1; cell < tiles.cells(); cell++) {
        tiles.gather(scratch.rows, row(top + cell / size, channel), cell % size, scratch.cells);
        Tiles.compete(scratch.cells, scratch.largest, scratch.winners, cell);
      }
      System.arraycopy(scratch.largest, 0, output.values, to, rowOut);
      System.arraycopy(scratch.winners, 0, winners, to, rowOut);
      Activations.apply(activation, output.values, to, to + rowOut, bias[channel]);
    }
  }

  /** Gives the gradients back to all rows of the windows when the first is asked for. */
  @Override
  public void backward(int chunk, int shard, int y, float beta, Matrix biasGradient) {
    if (y % size > 0) {
      return;
    }
    int from = start(chunk, y / size);
    Activations.back(
        activation, output.values, output.gradients, from, from + output.channels * rowOut);
    Matrix row = gradients[chunk][y / size];
    Sgemm.multiply(false, false, output.channels, 1, rowOut, 1, row, ones, beta, biasGradient);
    giveBack(shards[shard], from, y % kept);
  }

  private void giveBack(Scratch scratch, int start, int y) {
    int from = start;
    for (int channel = 0; channel < output.channels; channel++, from += rowOut) {
      System.arraycopy(output.gradients, from, scratch.largest, 0, rowOut);
      System.arraycopy(winners, from, scratch.winners, 0, rowOut);
      for (int cell = 0; cell < tiles.cells(); cell++) {
        Tiles.take(scratch.largest, scratch.winners, scratch.cells, cell);
        tiles.scatter(scratch.cells, scratch.rows, row(y + cell / size, channel), cell % size);
      }
    }
  }

  private int row(int y, int channel) {
    return (y * output.channels + channel) * rowIn;
  }

  private int start(int chunk, int y) {
    return output.start(chunk) + y * output.channels * rowOut;
  }
}
