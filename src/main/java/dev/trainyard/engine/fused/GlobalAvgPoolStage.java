package dev.trainyard.engine.fused;

import dev.trainyard.engine.fused.arithmetic.Floats;
import java.util.Arrays;

/** Averages each channel over its image and lays the averages out as one row for each example. */
final class GlobalAvgPoolStage implements Stage {
  private final Signal input;
  private final Signal output;

  /** Floats in one row of one channel of the input. */
  private final int run;

  private final Rows[] chunks;

  /** Rows of one channel that one chunk works in, [column][lane]. */
  private final class Rows {
    final float[] sums = new float[run];
    final float[] row = new float[run];
  }

  GlobalAvgPoolStage(Signal input) {
    this.input = input;
    this.output = input.vectors(input.channels);
    this.run = input.width * input.lanes;
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
    float share = 1f / (input.height * input.width);
    int to = output.start(chunk);
    for (int c = 0; c < input.channels; c++) {
      Arrays.fill(rows.sums, 0);
      for (int y = 0; y < input.height; y++) {
        System.arraycopy(input.values, channel(chunk, y, c), rows.row, 0, run);
        Floats.add(rows.sums, rows.row, 0, run);
      }
      for (int lane = 0; lane < input.lanes; lane++) {
        float sum = 0;
        for (int i = lane; i < run; i += input.lanes) {
          sum += rows.sums[i];
        }
        output.values[to + lane * input.channels + c] = sum * share;
      }
    }
  }

  /** Lanes behind the last example get no gradient, as from a {@link FlattenStage}. */
  @Override
  public void backward(int chunk, int shard, BatchContext pass) {
    if (!input.learns()) {
      return;
    }
    float[] row = chunks[chunk].row;
    float share = 1f / (input.height * input.width);
    int lanes = input.filled(chunk, pass.examples);
    int from = output.start(chunk);
    for (int c = 0; c < input.channels; c++) {
      for (int lane = 0; lane < lanes; lane++) {
        row[lane] = output.gradients[from + lane * input.channels + c] * share;
      }
      Arrays.fill(row, lanes, input.lanes, 0);
      for (int x = 1; x < input.width; x++) {
        System.arraycopy(row, 0, row, x * input.lanes, input.lanes);
      }
      for (int y = 0; y < input.height; y++) {
        System.arraycopy(row, 0, input.gradients, channel(chunk, y, c), run);
      }
    }
  }

  private int channel(int chunk, int y, int c) {
    return input.start(chunk) + (y * input.channels + c) * run;
  }
}
