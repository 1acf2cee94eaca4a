package dev.trainyard.training.fused;

import dev.trainyard.network.Layer;
import java.util.Arrays;

/** Max pooling; the gradient of a window goes to its first largest value. */
final class MaxPoolStage implements Stage {
  private final Signal input;
  private final Signal output;
  private final int size;
  private final int stride;
  private final int top;
  private final int left;

  /** For each output value, which cell of its window was the largest. */
  private final short[] winner;

  MaxPoolStage(Signal input, Layer.MaxPool2d layer, Signal output) {
    this.input = input;
    this.output = output;
    this.size = layer.size();
    this.stride = layer.stride();
    this.top = layer.padding().before(input.height, size, stride);
    this.left = layer.padding().before(input.width, size, stride);
    this.winner = new short[output.values.length];
  }

  @Override
  public Signal output() {
    return output;
  }

  @Override
  public void forward(int chunk, Pass pass) {
    for (int y = 0; y < output.height; y++) {
      for (int c = 0; c < output.channels; c++) {
        int row = output.start(chunk) + (y * output.channels + c) * output.width * Signal.LANES;
        for (int x = 0; x < output.width; x++) {
          window(chunk, y, x, c, row + x * Signal.LANES);
        }
      }
    }
  }

  private void window(int chunk, int y, int x, int c, int to) {
    Arrays.fill(output.values, to, to + Signal.LANES, Float.NEGATIVE_INFINITY);
    for (int ky = 0; ky < size; ky++) {
      for (int kx = 0; kx < size; kx++) {
        int from = cell(chunk, y, x, c, ky, kx);
        if (from >= 0) {
          keepLarger(from, to, (short) (ky * size + kx));
        }
      }
    }
  }

  private void keepLarger(int from, int to, short cell) {
    float[] in = input.values;
    float[] out = output.values;
    for (int lane = 0; lane < Signal.LANES; lane++) {
      if (in[from + lane] > out[to + lane]) {
        out[to + lane] = in[from + lane];
        winner[to + lane] = cell;
      }
    }
  }

  /** Where a cell of a window lies in the input; -1 outside of it. */
  private int cell(int chunk, int y, int x, int c, int ky, int kx) {
    int row = y * stride + ky - top;
    int column = x * stride + kx - left;
    if (row < 0 || row >= input.height || column < 0 || column >= input.width) {
      return -1;
    }
    return input.start(chunk) + ((row * input.channels + c) * input.width + column) * Signal.LANES;
  }

  @Override
  public void backward(int chunk, int shard, Pass pass) {
    if (!input.learns()) {
      return;
    }
    Arrays.fill(input.gradients, input.start(chunk), input.start(chunk + 1), 0);
    for (int y = 0; y < output.height; y++) {
      for (int c = 0; c < output.channels; c++) {
        int row = output.start(chunk) + (y * output.channels + c) * output.width * Signal.LANES;
        for (int x = 0; x < output.width; x++) {
          for (int ky = 0; ky < size; ky++) {
            for (int kx = 0; kx < size; kx++) {
              int to = cell(chunk, y, x, c, ky, kx);
              if (to >= 0) {
                giveBack(row + x * Signal.LANES, to, ky * size + kx);
              }
            }
          }
        }
      }
    }
  }

  private void giveBack(int from, int to, int cell) {
    float[] gradients = input.gradients;
    for (int lane = 0; lane < Signal.LANES; lane++) {
      if (winner[from + lane] == cell) {
        gradients[to + lane] += output.gradients[from + lane];
      }
    }
  }
}
