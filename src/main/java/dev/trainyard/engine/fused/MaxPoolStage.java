package dev.trainyard.engine.fused;

import dev.trainyard.engine.fused.arithmetic.Floats;
import dev.trainyard.network.Layer;
import java.util.Arrays;

/**
 * Max pooling; the gradient of a window goes to its first largest value.
 *
 * <p>Works on one row of one channel at a time, [column][lane]: the cells of all its windows are
 * copied together, and the loops over them are long enough to be worth vectorising.
 */
final class MaxPoolStage implements Stage {
  private final Signal input;
  private final Signal output;
  private final Window window;

  /** Floats in one row of one channel of the output. */
  private final int run;

  private final Rows[] chunks;

  /** Rows that one chunk works in, one value for each window. */
  private final class Rows {
    final float[] cells = new float[run];
    final float[] largest = new float[run];
    final float[] gradients = new float[run];
  }

  MaxPoolStage(Signal input, Layer.MaxPool2d layer, Signal output) {
    this.input = input;
    this.output = output;
    this.window =
        Window.of(
            layer.size(), layer.stride(), layer.padding(), input, output.height, output.width);
    this.run = output.width * output.lanes;
    this.chunks = new Rows[input.chunks];
    Arrays.setAll(this.chunks, _ -> new Rows());
  }

  @Override
  public Signal output() {
    return output;
  }

  @Override
  public void forward(int chunk, BatchContext pass) {
    Rows rows = chunks[chunk];
    int to = output.start(chunk);
    for (int y = 0; y < output.height; y++) {
      for (int c = 0; c < output.channels; c++, to += run) {
        Arrays.fill(rows.largest, Float.NEGATIVE_INFINITY);
        for (int ky = 0; ky < window.size(); ky++) {
          int row = window.row(y, ky);
          if (window.hasRow(row)) {
            findLargest(rows, window.channel(chunk, row, c));
          }
        }
        System.arraycopy(rows.largest, 0, output.values, to, run);
      }
    }
  }

  private void findLargest(Rows rows, int channel) {
    for (int kx = 0; kx < window.size(); kx++) {
      window.gather(channel, kx, rows.cells);
      Floats.max(rows.largest, rows.cells, window.from(kx), window.to(kx));
    }
  }

  @Override
  public void backward(int chunk, int shard, BatchContext pass) {
    if (!input.learns()) {
      return;
    }
    Rows rows = chunks[chunk];
    Arrays.fill(input.gradients, input.start(chunk), input.start(chunk + 1), 0);
    int from = output.start(chunk);
    for (int y = 0; y < output.height; y++) {
      for (int c = 0; c < output.channels; c++, from += run) {
        System.arraycopy(output.values, from, rows.largest, 0, run);
        System.arraycopy(output.gradients, from, rows.gradients, 0, run);
        for (int ky = 0; ky < window.size(); ky++) {
          int row = window.row(y, ky);
          if (window.hasRow(row)) {
            giveBack(rows, window.channel(chunk, row, c));
          }
        }
      }
    }
  }

  private void giveBack(Rows rows, int channel) {
    for (int kx = 0; kx < window.size(); kx++) {
      window.gather(channel, kx, rows.cells);
      take(rows.cells, rows.largest, rows.gradients, window.from(kx), window.to(kx));
      window.scatter(channel, kx, rows.cells);
    }
  }

  /**
   * A cell that is the largest of its window takes the gradient, so that none is left for the next;
   * another takes 0. Arithmetic instead of a branch, because it is vectorised: 1 - signum(largest -
   * cell) is 1 for the largest, else 0.
   */
  private static void take(float[] cells, float[] largest, float[] gradients, int from, int to) {
    for (int i = from; i < to; i++) {
      float taken = gradients[i] * (1 - Math.signum(largest[i] - cells[i]));
      gradients[i] -= taken;
      cells[i] = taken;
    }
  }
}
