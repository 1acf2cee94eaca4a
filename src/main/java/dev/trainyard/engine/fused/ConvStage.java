package dev.trainyard.engine.fused;

import dev.trainyard.engine.ParameterLayout.Block;
import dev.trainyard.engine.fused.arithmetic.Floats;
import dev.trainyard.engine.fused.arithmetic.Matrix;
import dev.trainyard.engine.fused.arithmetic.Sgemm;
import dev.trainyard.engine.fused.update.Places;
import dev.trainyard.engine.fused.update.UpdateRule;
import dev.trainyard.engine.fused.update.Weights;
import dev.trainyard.network.Layer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * 2-D convolution as matrix products, for one output row of a chunk at a time.
 *
 * <p>The output and the kernel's gradient are products with the {@link Expansion} of the input, the
 * {@link InputGradients} products with the output's. What follows a row is left to a {@link
 * ConvTail}.
 *
 * <p>The kernel is kept as [filter][kernel row][kernel column][channel].
 */
final class ConvStage implements Stage {
  private static final int PIECES = 4;

  private final Signal input;
  private final Window window;
  private final ConvTail tail;
  private final int filters;

  /** Kernel values that belong to one filter. */
  private final int depth;

  /** Floats in one row of one filter. */
  private final int run;

  private final Weights kernel;
  private final Weights bias;
  private final UpdateRule rule;
  private final Matrix kernelView;
  private final Expansion[] expansions;
  private final Gradients[] gradients;
  private final @Nullable InputGradients inputGradients;

  /**
   * @param tail what becomes of the rows; its output has a channel for each filter
   * @param shards of a mini-batch that trains, at most
   */
  ConvStage(Signal input, Block block, ConvTail tail, int shards, UpdateRule rule, float decay) {
    Layer.Conv2d layer = (Layer.Conv2d) block.layer().layer();
    this.input = input;
    this.tail = tail;
    this.filters = layer.filters();
    this.window =
        Window.of(
            layer.kernel(), layer.stride(), layer.padding(), input, tail.rows(), tail.columns());
    this.depth = window.size() * window.size() * input.channels;
    this.run = tail.columns() * input.lanes;
    this.rule = rule;
    this.kernel = new Weights(kernelPlaces(block), rule.states(), decay);
    this.bias = new Weights(Places.range(block.bias(), filters), rule.states(), 0);
    this.kernelView = Matrix.of(kernel.values, 0, depth);
    this.expansions = new Expansion[input.chunks];
    Arrays.setAll(expansions, chunk -> new Expansion(window, chunk));
    this.gradients = new Gradients[shards];
    Arrays.setAll(gradients, _ -> new Gradients());
    this.inputGradients = input.learns() ? new InputGradients(window, tail, kernel, shards) : null;
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

  /** What one shard says about the parameters. */
  private final class Gradients {
    final float[] kernel = new float[filters * depth];
    final float[] bias = new float[filters];
    final Matrix kernelView = Matrix.of(kernel, 0, depth);
    final Matrix biasView = Matrix.of(bias, 0, 1);
  }

  @Override
  public Signal output() {
    return tail.output();
  }

  @Override
  public List<Weights> weights() {
    return List.of(kernel, bias);
  }

  @Override
  public void begin(BatchContext pass) {
    if (inputGradients != null && pass.training) {
      inputGradients.takeKernel();
    }
  }

  @Override
  public void forward(int chunk, BatchContext pass) {
    int shard = chunk / pass.chunksPerShard;
    Expansion expansion = expansions[chunk];
    for (int y = 0; y < tail.rows(); y++) {
      expansion.expandFor(y);
      Matrix row = tail.values(chunk, shard, y);
      Sgemm.multiply(false, false, filters, run, depth, 1, kernelView, expansion.view(y), 0, row);
      tail.forward(chunk, shard, y, bias.values);
    }
  }

  @Override
  public void backward(int chunk, int shard, BatchContext pass) {
    Gradients sums = gradients[shard];
    boolean first = chunk % pass.chunksPerShard == 0;
    for (int y = 0; y < tail.rows(); y++) {
      float beta = first && y == 0 ? 0 : 1;
      tail.backward(chunk, shard, y, beta, sums.biasView);
      Matrix deltas = tail.gradients(chunk, shard, y);
      Matrix expanded = expansions[chunk].view(y);
      Sgemm.multiply(false, true, filters, depth, run, 1, deltas, expanded, beta, sums.kernelView);
    }
    if (inputGradients != null) {
      inputGradients.compute(chunk, shard);
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

  private void update(Weights weights, float[][] shards, int from, int to, BatchContext pass) {
    Floats.reduce(shards, pass.shards, weights.gradient, from, to);
    rule.apply(weights, from, to);
  }
}
