package dev.trainyard.engine.fused;

import dev.trainyard.engine.ParameterLayout.Block;
import dev.trainyard.engine.fused.arithmetic.Activations;
import dev.trainyard.engine.fused.arithmetic.Matrix;
import dev.trainyard.engine.fused.arithmetic.Sgemm;
import dev.trainyard.engine.fused.update.Places;
import dev.trainyard.engine.fused.update.UpdateRule;
import dev.trainyard.engine.fused.update.Weights;
import dev.trainyard.network.Activation;
import dev.trainyard.network.Layer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Dense: output = activation(input W + b), with W as [inputs][units]. */
final class DenseStage implements Stage {
  private static final int PIECES = 4;

  private final Signal input;
  private final Signal output;
  private final Activation activation;
  private final int inputs;
  private final int units;
  private final Weights kernel;
  private final Weights bias;
  private final UpdateRule rule;
  private final @Nullable RarePixels rare;
  private final Matrix kernelView;
  private final Matrix[] inputRows;
  private final Matrix[] inputGradientRows;
  private final Matrix[] outputRows;
  private final Matrix[] outputGradientRows;

  /** A dense layer behind another. */
  DenseStage(Signal input, Block block, UpdateRule rule, float decay) {
    this(input, Places.range(0, input.size), null, block, rule, decay);
  }

  /** A dense layer on the pixels themselves. */
  static DenseStage onPixels(PixelInput pixels, Block block, UpdateRule rule, float decay) {
    int[] columns = IntStream.of(pixels.split().frequent()).map(pixels::index).toArray();
    RarePixels rare = new RarePixels(pixels, i -> places(block, pixels.index(i)), rule, decay);
    return new DenseStage(pixels.output(), columns, rare, block, rule, decay);
  }

  /**
   * @param columns DL4J's number of each of the input's values
   */
  private DenseStage(
      Signal input,
      int[] columns,
      @Nullable RarePixels rare,
      Block block,
      UpdateRule rule,
      float decay) {
    Layer.Dense layer = (Layer.Dense) block.layer().layer();
    this.input = input;
    this.rare = rare;
    this.inputs = input.size;
    this.units = layer.units();
    this.activation = layer.activation();
    this.output = input.vectors(units);
    this.rule = rule;
    int[] places = IntStream.of(columns).flatMap(i -> IntStream.of(places(block, i))).toArray();
    this.kernel = new Weights(places, rule.states(), decay);
    this.bias = new Weights(Places.range(block.bias(), units), rule.states(), 0);
    this.kernelView = Matrix.of(kernel.values, 0, units);
    this.inputRows = rows(input, input.values);
    this.inputGradientRows = input.learns() ? rows(input, input.gradients) : new Matrix[0];
    this.outputRows = rows(output, output.values);
    this.outputGradientRows = rows(output, output.gradients);
  }

  /** Where DL4J has the parameters of one input: it keeps the inputs of one unit together. */
  private static int[] places(Block block, int input) {
    int inputs = block.layer().input().size();
    int units = block.biasSize();
    int[] places = new int[units];
    Arrays.setAll(places, u -> block.kernel() + u * inputs + input);
    return places;
  }

  private static Matrix[] rows(Signal signal, float[] array) {
    Matrix[] rows = new Matrix[signal.chunks];
    for (int chunk = 0; chunk < signal.chunks; chunk++) {
      rows[chunk] = Matrix.of(array, signal.start(chunk), signal.size);
    }
    return rows;
  }

  @Override
  public Signal output() {
    return output;
  }

  @Override
  public List<Weights> weights() {
    List<Weights> weights = new ArrayList<>(List.of(kernel, bias));
    if (rare != null) {
      weights.addAll(rare.weights());
    }
    return weights;
  }

  @Override
  public void forward(int chunk, BatchContext pass) {
    int lanes = input.filled(chunk, pass.examples);
    Sgemm.multiply(
        false, false, lanes, units, inputs, 1, inputRows[chunk], kernelView, 0, outputRows[chunk]);
    int start = output.start(chunk);
    if (rare != null) {
      rare.forward(chunk, lanes, output.values, start);
    }
    for (int lane = 0; lane < lanes; lane++) {
      add(bias.values, output.values, start + lane * units);
    }
    Activations.apply(activation, output.values, start, start + lanes * units, 0);
  }

  @Override
  public void backward(int chunk, int shard, BatchContext pass) {
    int lanes = input.filled(chunk, pass.examples);
    int start = output.start(chunk);
    Activations.back(activation, output.values, output.gradients, start, start + lanes * units);
    if (input.learns()) {
      Sgemm.multiply(
          false,
          true,
          lanes,
          inputs,
          units,
          1,
          outputGradientRows[chunk],
          kernelView,
          0,
          inputGradientRows[chunk]);
    }
  }

  /**
   * The kernel in slices of its rows, each over the whole mini-batch, so nothing is to be added up.
   */
  @Override
  public List<Update> updates() {
    List<Update> updates = new ArrayList<>();
    int rows = Math.max(1, Math.ceilDiv(inputs, PIECES));
    for (int from = 0; from < inputs; from += rows) {
      updates.add(new Slice(from, Math.min(inputs, from + rows)));
    }
    if (rare != null) {
      updates.addAll(rare.updates(output.gradients));
    }
    updates.add(this::updateBias);
    return updates;
  }

  private final class Slice implements Update {
    private final int from;
    private final int to;
    private final Matrix columns;
    private final Matrix values;
    private final Matrix gradient;
    private final Matrix deltas = outputGradientRows[0];

    Slice(int from, int to) {
      this.from = from;
      this.to = to;
      this.columns = Matrix.of(input.values, from, inputs);
      this.values = Matrix.of(kernel.values, from * units, units);
      this.gradient = Matrix.of(kernel.gradient, from * units, units);
    }

    @Override
    public void run(BatchContext pass) {
      if (rule.merges(kernel)) {
        multiply(pass, (float) -rule.rate(), rule.shrinkage(kernel), values);
      } else {
        multiply(pass, 1, 0, gradient);
        rule.apply(kernel, from * units, to * units);
      }
    }

    private void multiply(BatchContext pass, float alpha, float beta, Matrix into) {
      Sgemm.multiply(
          true, false, to - from, units, pass.examples, alpha, columns, deltas, beta, into);
    }
  }

  private void updateBias(BatchContext pass) {
    Arrays.fill(bias.gradient, 0);
    for (int example = 0; example < pass.examples; example++) {
      sum(output.gradients, example * units, bias.gradient);
    }
    rule.apply(bias, 0, units);
  }

  private static void add(float[] bias, float[] to, int start) {
    for (int u = 0; u < bias.length; u++) {
      to[start + u] += bias[u];
    }
  }

  private static void sum(float[] from, int start, float[] sums) {
    for (int u = 0; u < sums.length; u++) {
      sums[u] += from[start + u];
    }
  }
}
