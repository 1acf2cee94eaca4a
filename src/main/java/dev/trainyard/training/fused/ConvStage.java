package dev.trainyard.training.fused;

import dev.trainyard.network.Activation;
import dev.trainyard.network.Layer;
import dev.trainyard.network.Shape;
import dev.trainyard.training.ParameterLayout.Block;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * 2-D convolution as matrix products, one for each output row of a chunk.
 *
 * <p>The input is expanded along the kernel's width only: [row][channel][kernel column][output
 * column][lane]. The values that reach output row y are then the adjacent matrix of the rows y ·
 * stride to y · stride + kernel - 1, [kernel row · channel · kernel column][output column · lane],
 * and the products read it where it lies: no other copy, a fifth of what a full expansion writes
 * for a kernel of 5x5.
 *
 * <p>The kernel is kept as [kernel row · channel · kernel column][filter], the order in which its
 * gradient comes out fastest, and transposed once per mini-batch for the other products.
 */
final class ConvStage implements Stage {
  private static final int PIECES = 4;

  private final Signal input;
  private final Signal output;
  private final Activation activation;
  private final int filters;
  private final int size;
  private final int stride;
  private final int top;
  private final int left;

  /** Kernel values that belong to one filter. */
  private final int depth;

  /** Floats in one row of one channel of the output. */
  private final int rowLength;

  /** Floats in one row of the expanded input. */
  private final int expandedRow;

  private final Weights kernel;
  private final Weights bias;
  private final float[] transposed;
  private final UpdateRule rule;
  private final Expanded[] expanded;
  private final float[][] kernelGradients;
  private final float[][] biasGradients;
  private final Matrix[] kernelGradientViews;
  private final Matrix transposedView;

  /** What one chunk needs, with the views of each output row. */
  private final class Expanded {
    final float[] values;
    final float[] gradients;
    final float[] deltas = new float[rowLength * filters];
    final Matrix[] valueRows = new Matrix[output.height];
    final Matrix[] gradientRows = new Matrix[output.height];
    final Matrix[] outputRows = new Matrix[output.height];
    final Matrix[] outputGradientRows = new Matrix[output.height];
    final Matrix deltaView = Matrix.of(deltas, 0, filters);

    Expanded(int chunk) {
      int rows = (output.height - 1) * stride + size;
      values = new float[rows * expandedRow];
      gradients = new float[input.learns() ? values.length : 0];
      for (int y = 0; y < output.height; y++) {
        int row = y * stride * expandedRow;
        int out = output.start(chunk) + y * filters * rowLength;
        valueRows[y] = Matrix.of(values, row, rowLength);
        outputRows[y] = Matrix.of(output.values, out, rowLength);
        outputGradientRows[y] = Matrix.of(output.gradients, out, rowLength);
        if (input.learns()) {
          gradientRows[y] = Matrix.of(gradients, row, rowLength);
        }
      }
    }
  }

  ConvStage(Signal input, Block block, int chunks, int shards, UpdateRule rule, float decay) {
    Layer.Conv2d layer = (Layer.Conv2d) block.layer().layer();
    Shape.Image shape = layer.outputShape(block.layer().input());
    this.input = input;
    this.filters = layer.filters();
    this.size = layer.kernel();
    this.stride = layer.stride();
    this.activation = layer.activation();
    this.top = layer.padding().before(input.height, size, stride);
    this.left = layer.padding().before(input.width, size, stride);
    this.output =
        Signal.images(Signal.Format.LANES, shape.height(), shape.width(), filters, chunks);
    this.depth = size * input.channels * size;
    this.rowLength = output.width * Signal.LANES;
    this.expandedRow = input.channels * size * rowLength;
    this.rule = rule;
    this.kernel = new Weights(kernelPlaces(block), rule.states(), decay);
    this.bias = new Weights(Places.range(block.bias(), filters), rule.states(), 0);
    this.transposed = new float[kernel.size()];
    this.transposedView = Matrix.of(transposed, 0, depth);
    this.expanded = new Expanded[chunks];
    for (int chunk = 0; chunk < chunks; chunk++) {
      expanded[chunk] = new Expanded(chunk);
    }
    this.kernelGradients = new float[shards][kernel.size()];
    this.biasGradients = new float[shards][filters];
    this.kernelGradientViews = new Matrix[shards];
    for (int shard = 0; shard < shards; shard++) {
      kernelGradientViews[shard] = Matrix.of(kernelGradients[shard], 0, filters);
    }
  }

  /** DL4J's order is [filter][channel][kernel row][kernel column]. */
  private int[] kernelPlaces(Block block) {
    int[] places = new int[depth * filters];
    for (int ky = 0; ky < size; ky++) {
      for (int c = 0; c < input.channels; c++) {
        for (int kx = 0; kx < size; kx++) {
          for (int f = 0; f < filters; f++) {
            places[((ky * input.channels + c) * size + kx) * filters + f] =
                block.kernel() + ((f * input.channels + c) * size + ky) * size + kx;
          }
        }
      }
    }
    return places;
  }

  @Override
  public Signal output() {
    return output;
  }

  @Override
  public List<Weights> weights() {
    return List.of(kernel, bias);
  }

  @Override
  public void parametersChanged() {
    transpose(kernel.values, 0, depth, filters, transposed);
  }

  @Override
  public void forward(int chunk, Pass pass) {
    expand(chunk);
    Expanded here = expanded[chunk];
    for (int y = 0; y < output.height; y++) {
      Sgemm.multiply(
          false,
          false,
          filters,
          rowLength,
          depth,
          1,
          transposedView,
          here.valueRows[y],
          0,
          here.outputRows[y]);
      int row = output.start(chunk) + y * filters * rowLength;
      for (int f = 0; f < filters; f++) {
        int from = row + f * rowLength;
        Activations.apply(activation, output.values, from, from + rowLength, bias.values[f]);
      }
    }
  }

  /** Copies each row of each channel once for every column of the kernel. */
  private void expand(int chunk) {
    float[] to = expanded[chunk].values;
    for (int row = 0; row < to.length / expandedRow; row++) {
      int y = row - top;
      if (y < 0 || y >= input.height) {
        continue;
      }
      for (int c = 0; c < input.channels; c++) {
        int from = input.start(chunk) + (y * input.channels + c) * input.width * Signal.LANES;
        for (int kx = 0; kx < size; kx++) {
          int start = row * expandedRow + (c * size + kx) * rowLength;
          for (int x = firstColumn(kx); x < endColumn(kx); ) {
            int run = stride == 1 ? endColumn(kx) - x : 1;
            System.arraycopy(
                input.values,
                from + (x * stride + kx - left) * Signal.LANES,
                to,
                start + x * Signal.LANES,
                run * Signal.LANES);
            x += run;
          }
        }
      }
    }
  }

  /** The first output column whose kernel column {@code kx} lies inside the image. */
  private int firstColumn(int kx) {
    return Math.max(0, Math.ceilDiv(left - kx, stride));
  }

  /** The output column behind the last one whose kernel column {@code kx} lies inside the image. */
  private int endColumn(int kx) {
    return Math.min(output.width, Math.floorDiv(input.width - 1 + left - kx, stride) + 1);
  }

  @Override
  public void backward(int chunk, int shard, Pass pass) {
    Activations.back(
        activation, output.values, output.gradients, output.start(chunk), output.start(chunk + 1));
    boolean first = chunk % pass.chunksPerShard == 0;
    if (first) {
      Arrays.fill(biasGradients[shard], 0);
    }
    if (input.learns()) {
      Arrays.fill(expanded[chunk].gradients, 0);
    }
    for (int y = 0; y < output.height; y++) {
      backward(chunk, shard, y, first && y == 0);
    }
    if (input.learns()) {
      collapse(chunk);
    }
  }

  private void backward(int chunk, int shard, int y, boolean first) {
    Expanded here = expanded[chunk];
    int row = output.start(chunk) + y * filters * rowLength;
    transpose(output.gradients, row, filters, rowLength, here.deltas);
    sum(here.deltas, biasGradients[shard]);
    Sgemm.multiply(
        false,
        false,
        depth,
        filters,
        rowLength,
        1,
        here.valueRows[y],
        here.deltaView,
        first ? 0 : 1,
        kernelGradientViews[shard]);
    if (input.learns()) {
      Sgemm.multiply(
          true,
          false,
          depth,
          rowLength,
          filters,
          1,
          transposedView,
          here.outputGradientRows[y],
          1,
          here.gradientRows[y]);
    }
  }

  /** Adds up the gradients of all copies that {@link #expand} made of a value. */
  private void collapse(int chunk) {
    float[] from = expanded[chunk].gradients;
    Arrays.fill(input.gradients, input.start(chunk), input.start(chunk + 1), 0);
    for (int row = 0; row < from.length / expandedRow; row++) {
      int y = row - top;
      if (y < 0 || y >= input.height) {
        continue;
      }
      for (int c = 0; c < input.channels; c++) {
        int to = input.start(chunk) + (y * input.channels + c) * input.width * Signal.LANES;
        for (int kx = 0; kx < size; kx++) {
          int start = row * expandedRow + (c * size + kx) * rowLength;
          for (int x = firstColumn(kx); x < endColumn(kx); ) {
            int run = stride == 1 ? endColumn(kx) - x : 1;
            add(
                from,
                start + x * Signal.LANES,
                input.gradients,
                to + (x * stride + kx - left) * Signal.LANES,
                run * Signal.LANES);
            x += run;
          }
        }
      }
    }
  }

  @Override
  public List<Update> updates() {
    List<Update> updates = new ArrayList<>();
    int rows = Math.max(1, Math.ceilDiv(depth, PIECES));
    for (int from = 0; from < depth; from += rows) {
      int begin = from;
      int end = Math.min(depth, from + rows);
      updates.add(pass -> updateKernel(begin, end, pass));
    }
    updates.add(this::updateBias);
    return updates;
  }

  private void updateKernel(int from, int to, Pass pass) {
    int begin = from * filters;
    int end = to * filters;
    reduce(kernelGradients, kernel.gradient, begin, end, pass.shards);
    rule.apply(kernel, begin, end);
    for (int d = from; d < to; d++) {
      for (int f = 0; f < filters; f++) {
        transposed[f * depth + d] = kernel.values[d * filters + f];
      }
    }
  }

  private void updateBias(Pass pass) {
    reduce(biasGradients, bias.gradient, 0, filters, pass.shards);
    rule.apply(bias, 0, filters);
  }

  /** Adds the shards up, always in the same order. */
  private static void reduce(float[][] shards, float[] sum, int from, int to, int count) {
    System.arraycopy(shards[0], from, sum, from, to - from);
    for (int shard = 1; shard < count; shard++) {
      add(shards[shard], from, sum, from, to - from);
    }
  }

  private static void add(float[] from, int start, float[] to, int begin, int length) {
    for (int i = 0; i < length; i++) {
      to[begin + i] += from[start + i];
    }
  }

  /** to[column][row] = from[row][column]. */
  private static void transpose(float[] from, int start, int rows, int columns, float[] to) {
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        to[column * rows + row] = from[start + row * columns + column];
      }
    }
  }

  private static void sum(float[] rows, float[] sums) {
    for (int start = 0; start < rows.length; start += sums.length) {
      for (int i = 0; i < sums.length; i++) {
        sums[i] += rows[start + i];
      }
    }
  }
}
