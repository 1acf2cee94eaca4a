package dev.trainyard.engine.fused;

import dev.trainyard.engine.fused.arithmetic.Floats;
import dev.trainyard.engine.fused.arithmetic.Matrix;
import dev.trainyard.engine.fused.arithmetic.Sgemm;
import dev.trainyard.engine.fused.update.Weights;
import java.util.Arrays;

/**
 * What a convolution's kernel sends back to its input.
 *
 * <p>An input row gets something from each output row whose window covers it, through one row of
 * the kernel each. With the kernel's rows in descending order these output rows are adjacent and
 * ascending, so one product with all of them, [output row · filter][output column · lane], gives
 * what each column of the kernel sends, [kernel column · channel][output column · lane]; these are
 * then added up, each shifted by its column. With a stride every stride-th row of the kernel
 * belongs to the same input rows; such rows stand together.
 */
final class InputGradients {
  private final Window window;
  private final ConvTail tail;
  private final Weights kernel;
  private final int filters;
  private final int channels;

  /** Floats in one row of one filter of the output. */
  private final int run;

  /** The kernel as [kernel column][channel][position of the kernel row][filter]. */
  private final float[] mirrored;

  /** The position of each kernel row. */
  private final int[] positions;

  /** The mirrored kernel from each position on. */
  private final Matrix[] kernels;

  private final Scratch[] shards;

  /** What one shard works in. */
  private final class Scratch {
    /** [kernel column][channel][output column][lane]. */
    final float[] sent = new float[window.size() * channels * run];

    final Matrix view = Matrix.of(sent, 0, run);

    /** One row of one channel of the input, and a part of it. */
    final float[] sum = new float[window.input().width * window.input().lanes];

    final float[] part = new float[sum.length];
  }

  InputGradients(Window window, ConvTail tail, Weights kernel, int shards) {
    this.window = window;
    this.tail = tail;
    this.kernel = kernel;
    this.filters = tail.output().channels;
    this.channels = window.input().channels;
    this.run = window.columns() * window.input().lanes;
    this.mirrored = new float[kernel.size()];
    this.positions = positions();
    this.kernels = new Matrix[window.size()];
    Arrays.setAll(kernels, i -> Matrix.of(mirrored, i * filters, window.size() * filters));
    this.shards = new Scratch[shards];
    Arrays.setAll(this.shards, _ -> new Scratch());
  }

  private int[] positions() {
    int[] found = new int[window.size()];
    int next = 0;
    for (int remainder = 0; remainder < window.stride(); remainder++) {
      for (int ky = window.size() - 1; ky >= 0; ky--) {
        if (ky % window.stride() == remainder) {
          found[ky] = next++;
        }
      }
    }
    return found;
  }

  /** Copies the kernel, [filter][kernel row][kernel column][channel], before a mini-batch. */
  void takeKernel() {
    int size = window.size();
    for (int f = 0; f < filters; f++) {
      for (int ky = 0; ky < size; ky++) {
        int from = (f * size + ky) * size * channels;
        int to = positions[ky] * filters + f;
        for (int i = 0; i < size * channels; i++) {
          mirrored[to + i * size * filters] = kernel.values[from + i];
        }
      }
    }
  }

  /** Computes the input's gradients of a chunk when the tail has those of all its rows. */
  void compute(int chunk, int shard) {
    Signal input = window.input();
    int row = channels * input.width * input.lanes;
    for (int y = 0; y < input.height; y++) {
      int newest = Math.min((y + window.top()) / window.stride(), tail.rows() - 1);
      int first = y + window.top() - newest * window.stride();
      int to = input.start(chunk) + y * row;
      if (first >= window.size()) {
        Arrays.fill(input.gradients, to, to + row, 0);
      } else {
        int oldest = Math.max(0, newest - (window.size() - 1 - first) / window.stride());
        multiply(chunk, shard, y, oldest, newest);
        addUp(shards[shard], to);
      }
    }
  }

  /** What the output rows {@code oldest} to {@code newest} send to input row {@code y}. */
  private void multiply(int chunk, int shard, int y, int oldest, int newest) {
    int depth = (newest - oldest + 1) * filters;
    Sgemm.multiply(
        false,
        false,
        window.size() * channels,
        run,
        depth,
        1,
        kernels[positions[y + window.top() - oldest * window.stride()]],
        tail.gradients(chunk, shard, oldest),
        0,
        shards[shard].view);
  }

  private void addUp(Scratch scratch, int start) {
    int width = scratch.sum.length;
    for (int channel = 0; channel < channels; channel++) {
      Arrays.fill(scratch.sum, 0);
      for (int kx = 0; kx < window.size(); kx++) {
        shift(scratch, (kx * channels + channel) * run, kx);
      }
      System.arraycopy(scratch.sum, 0, window.input().gradients, start + channel * width, width);
    }
  }

  private void shift(Scratch scratch, int from, int kx) {
    int lanes = window.input().lanes;
    int end = window.endColumn(kx);
    for (int x = window.firstColumn(kx); x < end; ) {
      int columns = window.stride() == 1 ? end - x : 1;
      int to = window.column(x, kx) * lanes;
      int length = columns * lanes;
      System.arraycopy(scratch.sent, from + x * lanes, scratch.part, to, length);
      Floats.add(scratch.sum, scratch.part, to, to + length);
      x += columns;
    }
  }
}
