package dev.trainyard.engine.fused;

import dev.trainyard.engine.fused.arithmetic.Floats;
import dev.trainyard.network.Layer;
import dev.trainyard.network.Shape;
import java.util.Arrays;

/**
 * Normalises the channels of images in lanes and pools them, in one go each way: the image between
 * the two is never written, nor its gradients.
 *
 * <p>Pooling comes first. Normalising with a positive scale leaves the largest value of a window
 * the largest, with a negative one it makes the smallest the largest. Only what has won bears on
 * the sums of the way back.
 */
final class TileNormaliser implements Normaliser {
  private final Signal input;
  private final Signal output;
  private final Tiles tiles;

  /** What of the input has won, one value for each output. */
  private final Signal tops;

  /** Which cell of its window it is. */
  private final float[] winners;

  private final LaneNormaliser images;
  private final LaneNormaliser pooled;
  private final Rows[] chunks;

  /** Rows of one channel that one chunk works in, one value for each window. */
  private final class Rows {
    final float[] cells = new float[tiles.row()];
    final float[] values = new float[tiles.row()];
    final float[] gradients = new float[tiles.row()];
    final float[] winners = new float[tiles.row()];
  }

  TileNormaliser(Signal input, Signal output) {
    this.input = input;
    this.output = output;
    this.tiles = Tiles.of(input.width / output.width, output);
    this.tops =
        Signal.input(
            output.format,
            output.height,
            output.width,
            output.channels,
            output.chunks,
            output.lanes);
    this.winners = new float[output.values.length];
    this.images = new LaneNormaliser(input, input);
    this.pooled = new LaneNormaliser(tops, output);
    this.chunks = new Rows[input.chunks];
    Arrays.setAll(this.chunks, _ -> new Rows());
  }

  /** Whether a pooling leaves no value of the image without a window: all bear on the moments. */
  static boolean fits(Shape image, Layer.MaxPool2d pool) {
    return image instanceof Shape.Image(int height, int width, int _)
        && Tiles.fit(pool)
        && height % pool.size() == 0
        && width % pool.size() == 0;
  }

  @Override
  public int values() {
    return images.values();
  }

  @Override
  public void moments(int chunk, int lanes, float[] means, float[] squares) {
    images.moments(chunk, lanes, means, squares);
  }

  @Override
  public void normalise(int chunk, float[] means, float[] scales, float[] shifts) {
    for (int y = 0; y < output.height; y++) {
      for (int c = 0; c < output.channels; c++) {
        pool(chunks[chunk], chunk, y, c, scales[c] < 0 ? -1 : 1);
      }
    }
    pooled.normalise(chunk, means, scales, shifts);
  }

  /**
   * @param sign -1 where the smallest value wins
   */
  private void pool(Rows rows, int chunk, int y, int c, float sign) {
    float[] largest = rows.values;
    Arrays.fill(rows.winners, 0);
    for (int cell = 0; cell < tiles.cells(); cell++) {
      float[] cells = cell == 0 ? largest : rows.cells;
      tiles.gather(input.values, row(chunk, y, cell, c), cell % tiles.size(), cells);
      if (sign < 0) {
        Floats.multiply(cells, sign, 0, cells.length);
      }
      if (cell > 0) {
        Tiles.compete(cells, largest, rows.winners, cell);
      }
    }
    if (sign < 0) {
      Floats.multiply(largest, sign, 0, largest.length);
    }
    System.arraycopy(largest, 0, tops.values, pooled.row(chunk, y, c), largest.length);
    System.arraycopy(rows.winners, 0, winners, pooled.row(chunk, y, c), largest.length);
  }

  @Override
  public void sums(int chunk, int lanes, float[] means, float[] sums, float[] products) {
    pooled.sums(chunk, lanes, means, sums, products);
  }

  @Override
  public void giveBack(
      int chunk, int lanes, float[] means, float[] scales, float[] shifts, float[] slopes) {
    Rows rows = chunks[chunk];
    for (int y = 0; y < output.height; y++) {
      for (int c = 0; c < output.channels; c++) {
        int top = pooled.row(chunk, y, c);
        System.arraycopy(output.gradients, top, rows.gradients, 0, tiles.row());
        System.arraycopy(winners, top, rows.winners, 0, tiles.row());
        for (int cell = 0; cell < tiles.cells(); cell++) {
          int row = row(chunk, y, cell, c);
          int column = cell % tiles.size();
          tiles.gather(input.values, row, column, rows.values);
          Tiles.take(rows.gradients, rows.winners, rows.cells, cell);
          giveBack(rows.values, rows.cells, means[c], scales[c], shifts[c], slopes[c]);
          tiles.scatter(rows.cells, input.gradients, row, column);
        }
      }
    }
    images.clearBehind(chunk, lanes);
  }

  private static void giveBack(
      float[] x, float[] g, float mean, float scale, float shift, float slope) {
    for (int i = 0; i < g.length; i++) {
      g[i] = scale * g[i] - (shift + slope * (x[i] - mean));
    }
  }

  /** Where the row of the input begins in which a cell of the windows in row {@code y} lies. */
  private int row(int chunk, int y, int cell, int c) {
    return images.row(chunk, y * tiles.size() + cell / tiles.size(), c);
  }
}
