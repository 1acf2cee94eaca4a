package dev.trainyard.engine.fused;

import dev.trainyard.engine.fused.arithmetic.Floats;
import dev.trainyard.network.Layer;
import java.util.Arrays;

/**
 * Average pooling; what lies outside the image is not counted.
 *
 * <p>Works on one row of one channel at a time, [column][lane], as {@link MaxPoolStage} does.
 */
final class AvgPoolStage implements Stage {
  private final Signal input;
  private final Signal output;
  private final Window window;

  /** Floats in one row of one channel of the output. */
  private final int run;

  /** 1 / the window's columns inside the image, [column][lane]. */
  private final float[] shares;

  private final Rows[] chunks;

  /** Rows that one chunk works in, one value for each window. */
  private final class Rows {
    final float[] cells = new float[run];
    final float[] sums = new float[run];
  }

  AvgPoolStage(Signal input, Layer.AvgPool2d layer, Signal output) {
    this.input = input;
    this.output = output;
    this.window =
        Window.of(
            layer.size(), layer.stride(), layer.padding(), input, output.height, output.width);
    this.run = output.width * output.lanes;
    this.shares = shares();
    this.chunks = new Rows[input.chunks];
    Arrays.setAll(this.chunks, _ -> new Rows());
  }

  private float[] shares() {
    float[] shares = new float[run];
    for (int kx = 0; kx < window.size(); kx++) {
      for (int i = window.from(kx); i < window.to(kx); i++) {
        shares[i]++;
      }
    }
    for (int i = 0; i < run; i++) {
      shares[i] = 1 / shares[i];
    }
    return shares;
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
      float share = rowShare(y);
      for (int c = 0; c < output.channels; c++, to += run) {
        Arrays.fill(rows.sums, 0);
        for (int ky = 0; ky < window.size(); ky++) {
          int row = window.row(y, ky);
          if (window.hasRow(row)) {
            addUp(rows, window.channel(chunk, row, c));
          }
        }
        divide(rows.sums, share);
        System.arraycopy(rows.sums, 0, output.values, to, run);
      }
    }
  }

  /** 1 / the window's rows inside the image. */
  private float rowShare(int y) {
    int rows = 0;
    for (int ky = 0; ky < window.size(); ky++) {
      rows += window.hasRow(window.row(y, ky)) ? 1 : 0;
    }
    return 1f / rows;
  }

  private void divide(float[] sums, float rowShare) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] *= shares[i] * rowShare;
    }
  }

  private void addUp(Rows rows, int channel) {
    for (int kx = 0; kx < window.size(); kx++) {
      window.gather(channel, kx, rows.cells);
      Floats.add(rows.sums, rows.cells, window.from(kx), window.to(kx));
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
      float share = rowShare(y);
      for (int c = 0; c < output.channels; c++, from += run) {
        System.arraycopy(output.gradients, from, rows.sums, 0, run);
        divide(rows.sums, share);
        for (int ky = 0; ky < window.size(); ky++) {
          int row = window.row(y, ky);
          if (window.hasRow(row)) {
            giveBack(rows.sums, window.channel(chunk, row, c));
          }
        }
      }
    }
  }

  private void giveBack(float[] shares, int channel) {
    for (int kx = 0; kx < window.size(); kx++) {
      window.scatter(channel, kx, shares);
    }
  }
}
