package dev.trainyard.training.fused;

import dev.trainyard.network.Activation;
import dev.trainyard.network.Layer;
import dev.trainyard.network.Shape;
import dev.trainyard.training.ParameterLayout.Block;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * 2-D convolution as matrix products, for one output row of a chunk at a time.
 *
 * <p>The output and the kernel's gradient are products with the {@link Expansion} of the input. The
 * input's gradient is added up where it lies: for each cell of the kernel the values of one row are
 * the matrix [channel][column · lane].
 *
 * <p>The kernel is kept as [filter][kernel row][kernel column][channel].
 */
final class ConvStage implements Stage {
  private static final int PIECES = 4;

  private final Signal input;
  private final Signal output;
  private final Window window;
  private final Activation activation;
  private final int filters;

  /** Kernel values that belong to one filter. */
  private final int depth;

  /** Floats in one row of one channel of the output. */
  private final int run;

  private final Weights kernel;
  private final Weights bias;
  private final UpdateRule rule;
  private final Matrix kernelView;
  private final Matrix[] kernelCells;
  private final Matrix ones;
  private final Chunk[] chunks;
  private final Gradients[] gradients;

  ConvStage(Signal input, Block block, int chunks, int shards, UpdateRule rule, float decay) {
    Layer.Conv2d layer = (Layer.Conv2d) block.layer().layer();
    Shape.Image shape = layer.outputShape(block.layer().input());
    this.input = input;
    this.filters = layer.filters();
    this.activation = layer.activation();
    this.output =
        Signal.images(Signal.Format.LANES, shape.height(), shape.width(), filters, chunks);
    this.window = Window.of(layer.kernel(), layer.stride(), layer.padding(), input, output);
    this.depth = window.size() * window.size() * input.channels;
    this.run = output.width * Signal.LANES;
    this.rule = rule;
    this.kernel = new Weights(kernelPlaces(block), rule.states(), decay);
    this.bias = new Weights(Places.range(block.bias(), filters), rule.states(), 0);
    this.kernelView = Matrix.of(kernel.values, 0, depth);
    this.kernelCells = new Matrix[window.size() * window.size()];
    Arrays.setAll(
        kernelCells, cell -> Matrix.of(kernel.values, (long) cell * input.channels, depth));
    this.ones = Matrix.ones(run);
    this.chunks = new Chunk[chunks];
    Arrays.setAll(this.chunks, Chunk::new);
    this.gradients = new Gradients[shards];
    Arrays.setAll(gradients, _ -> new Gradients());
  }

  /** DL4J's order is [filter][channel][kernel row][kernel column]. */
  private int[] kernelPlaces(Block block) {
    int size = window.size();
    int[] places = new int[filters * depth];
    int i = 0;
    for (int f = 0; f < filters; f++) {
      for (int ky = 0; ky < size; ky++) {
        for (int kx = 0; kx < size; kx++) {
          for (int c = 0; c < input.channels; c++) {
            places[i++] = block.kernel() + ((f * input.channels + c) * size + ky) * size + kx;
          }
        }
      }
    }
    return places;
  }

  /** What one chunk needs, with the views of each row, or of each column of each row. */
  private final class Chunk {
    final Expansion expansion;
    final Matrix[] expanded = new Matrix[output.height];
    final Matrix[] outputs = new Matrix[output.height];
    final Matrix[][] outputGradients;
    final Matrix[][] inputGradients;

    Chunk(int chunk) {
      expansion = new Expansion(window, chunk);
      Arrays.setAll(expanded, y -> Matrix.of(expansion.values, expansion.start(y), run));
      Arrays.setAll(outputs, y -> Matrix.of(output.values, row(chunk, y), run));
      outputGradients = columns(output, chunk);
      inputGradients = input.learns() ? columns(input, chunk) : new Matrix[0][];
    }

    private static Matrix[][] columns(Signal signal, int chunk) {
      int run = signal.width * Signal.LANES;
      Matrix[][] columns = new Matrix[signal.height][signal.width];
      for (int y = 0; y < signal.height; y++) {
        int row = signal.start(chunk) + y * signal.channels * run;
        Arrays.setAll(columns[y], x -> Matrix.of(signal.gradients, row + x * Signal.LANES, run));
      }
      return columns;
    }
  }

  /** What one shard says about the parameters. */
  private final class Gradients {
    final float[] kernel = new float[filters * depth];
    final float[] bias = new float[filters];
    final Matrix kernelView = Matrix.of(kernel, 0, depth);
    final Matrix biasView = Matrix.of(bias, 0, 1);
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
  public void forward(int chunk, Pass pass) {
    Chunk here = chunks[chunk];
    for (int y = 0; y < output.height; y++) {
      here.expansion.expandFor(y);
      Sgemm.multiply(
          false, false, filters, run, depth, 1, kernelView, here.expanded[y], 0, here.outputs[y]);
      int from = row(chunk, y);
      for (int f = 0; f < filters; f++, from += run) {
        Activations.apply(activation, output.values, from, from + run, bias.values[f]);
      }
    }
  }

  @Override
  public void backward(int chunk, int shard, Pass pass) {
    Chunk here = chunks[chunk];
    boolean first = chunk % pass.chunksPerShard == 0;
    if (input.learns()) {
      Arrays.fill(input.gradients, input.start(chunk), input.start(chunk + 1), 0);
    }
    for (int y = 0; y < output.height; y++) {
      Activations.back(
          activation, output.values, output.gradients, row(chunk, y), row(chunk, y + 1));
      parametersBackward(here, y, first && y == 0 ? 0 : 1, gradients[shard]);
      if (input.learns()) {
        inputBackward(here, y);
      }
    }
  }

  private void parametersBackward(Chunk here, int y, float beta, Gradients sums) {
    Matrix deltas = here.outputGradients[y][0];
    Sgemm.multiply(
        false, true, filters, depth, run, 1, deltas, here.expanded[y], beta, sums.kernelView);
    Sgemm.multiply(false, false, filters, 1, run, 1, deltas, ones, beta, sums.biasView);
  }

  private void inputBackward(Chunk here, int y) {
    for (int ky = 0; ky < window.size(); ky++) {
      int row = window.row(y, ky);
      if (window.hasRow(row)) {
        for (int kx = 0; kx < window.size(); kx++) {
          Matrix cell = kernelCells[ky * window.size() + kx];
          inputBackward(cell, here.outputGradients[y], here.inputGradients[row], kx);
        }
      }
    }
  }

  private void inputBackward(Matrix cell, Matrix[] deltas, Matrix[] gradients, int kx) {
    int end = window.endColumn(kx);
    for (int x = window.firstColumn(kx); x < end; ) {
      int columns = window.stride() == 1 ? end - x : 1;
      Sgemm.multiply(
          true,
          false,
          input.channels,
          columns * Signal.LANES,
          filters,
          1,
          cell,
          deltas[x],
          1,
          gradients[window.column(x, kx)]);
      x += columns;
    }
  }

  @Override
  public List<Update> updates() {
    List<Update> updates = new ArrayList<>();
    int piece = Math.ceilDiv(kernel.size(), PIECES);
    float[][] kernels = Arrays.stream(gradients).map(some -> some.kernel).toArray(float[][]::new);
    float[][] biases = Arrays.stream(gradients).map(some -> some.bias).toArray(float[][]::new);
    for (int from = 0; from < kernel.size(); from += piece) {
      int begin = from;
      int end = Math.min(kernel.size(), from + piece);
      updates.add(pass -> update(kernel, kernels, begin, end, pass));
    }
    updates.add(pass -> update(bias, biases, 0, filters, pass));
    return updates;
  }

  private void update(Weights weights, float[][] shards, int from, int to, Pass pass) {
    Floats.reduce(shards, pass.shards, weights.gradient, from, to);
    rule.apply(weights, from, to);
  }

  private int row(int chunk, int y) {
    return output.start(chunk) + y * filters * run;
  }
}
