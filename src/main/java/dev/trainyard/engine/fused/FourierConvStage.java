package dev.trainyard.engine.fused;

import dev.trainyard.engine.ParameterLayout.Block;
import dev.trainyard.engine.fused.arithmetic.Floats;
import dev.trainyard.engine.fused.arithmetic.Matrix;
import dev.trainyard.engine.fused.arithmetic.Sgemm;
import dev.trainyard.engine.fused.fourier.Frequencies;
import dev.trainyard.engine.fused.fourier.Planes;
import dev.trainyard.engine.fused.fourier.Spectrum;
import dev.trainyard.engine.fused.fourier.TransformedKernel;
import dev.trainyard.engine.fused.update.Places;
import dev.trainyard.engine.fused.update.UpdateRule;
import dev.trainyard.engine.fused.update.Weights;
import dev.trainyard.network.Layer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * 2-D convolution of stride 1 by the convolution theorem: the transform of the output is, frequency
 * by frequency, the product of the kernel's, {@link TransformedKernel}, with the input's. For
 * kernels of 5x5 on images of 12x12 those are a fifth of the multiply-adds of a {@link ConvStage},
 * or a ninth with padding; the transforms come on top, once for each channel and filter instead of
 * each pair of them.
 *
 * <p>The kernel is kept as [kernel row][kernel column][filter][channel].
 *
 * <p>All steps are linear, and going back takes the transpose of each: the gradients are those of
 * what was computed.
 */
final class FourierConvStage implements Stage {
  /** The multiply-adds of a transform run at half the speed of those of a larger product. */
  private static final int TRANSFORM = 2;

  /** What each complex number of a transformed kernel costs in a mini-batch, in multiply-adds. */
  private static final int KERNEL = 100;

  /**
   * The share of a {@link ConvStage}'s multiply-adds that it may need, for it moves more memory.
   */
  private static final double GAIN = 0.7;

  /** Of a layer's transformed kernels with their gradients: more is not worth its memory. */
  private static final long MOST_BYTES = 64L << 20;

  private final Signal input;
  private final ConvTail tail;
  private final Window window;
  private final Frequencies frequencies;
  private final int channels;
  private final int filters;
  private final Planes read;
  private final Planes made;
  private final Weights kernel;
  private final TransformedKernel transformed;
  private final Weights bias;
  private final UpdateRule rule;

  /** The transformed input of each chunk. */
  private final Spectrum[] spectra;

  /** The planes of each chunk: the input, its gradients, and the rows of the output with theirs. */
  private final Matrix[][] inputs;

  private final Matrix[][] inputGradients;
  private final Matrix[][] rows;
  private final Matrix[][] rowGradients;

  private final Scratch[] shards;

  /** What each shard says about the biases. */
  private final float[][] biasGradients;

  private final Matrix[] biasGradientViews;

  /**
   * @param tail what becomes of the rows, all of which it keeps at once
   * @param shards of a mini-batch, at most
   * @param learningShards of a mini-batch that trains, at most
   * @param chunksPerShard adjacent chunks that are one shard
   */
  FourierConvStage(
      Signal input,
      Block block,
      ConvTail tail,
      int shards,
      int learningShards,
      int chunksPerShard,
      UpdateRule rule,
      float decay) {
    Layer.Conv2d layer = (Layer.Conv2d) block.layer().layer();
    this.input = input;
    this.tail = tail;
    this.channels = input.channels;
    this.filters = layer.filters();
    this.window =
        Window.of(
            layer.kernel(), layer.stride(), layer.padding(), input, tail.rows(), tail.columns());
    this.frequencies = frequencies(window);
    int lanes = input.lanes;
    this.read = Planes.read(frequencies, input.height, input.width, channels, lanes);
    this.made = Planes.made(frequencies, tail.rows(), tail.columns(), filters, lanes);
    this.rule = rule;
    this.kernel = new Weights(kernelPlaces(block), rule.states(), decay);
    Planes kernels =
        Planes.kernels(frequencies, window.size(), window.top(), window.left(), filters * channels);
    this.transformed =
        new TransformedKernel(
            frequencies, kernels, kernel, rule, filters, channels, learningShards);
    this.bias = new Weights(Places.range(block.bias(), filters), rule.states(), 0);
    this.spectra = new Spectrum[input.chunks];
    Arrays.setAll(spectra, _ -> new Spectrum(frequencies, channels, lanes));
    this.inputs = new Matrix[input.chunks][];
    this.inputGradients = new Matrix[input.chunks][];
    this.rows = new Matrix[input.chunks][];
    this.rowGradients = new Matrix[input.chunks][];
    for (int chunk = 0; chunk < input.chunks; chunk++) {
      int shard = chunk / chunksPerShard;
      inputs[chunk] = read.channels(Matrix.of(input.values, input.start(chunk), 0).values());
      inputGradients[chunk] =
          read.channels(Matrix.of(input.gradients, input.start(chunk), 0).values());
      rows[chunk] = made.channels(tail.values(chunk, shard, 0).values());
      rowGradients[chunk] = made.channels(tail.gradients(chunk, shard, 0).values());
    }
    this.shards = new Scratch[shards];
    Arrays.setAll(this.shards, _ -> new Scratch());
    this.biasGradients = new float[learningShards][filters];
    this.biasGradientViews = new Matrix[learningShards];
    Arrays.setAll(biasGradientViews, shard -> Matrix.of(biasGradients[shard], 0, 1));
  }

  /**
   * Whether it is quicker than a {@link ConvStage}.
   *
   * @param rows of the output, before any pooling
   * @param columns of it
   * @param batchSize examples of a mini-batch, as the recipe has it
   * @param batchShards of a mini-batch of that size
   */
  static boolean pays(
      Layer.Conv2d layer, Signal input, int rows, int columns, int batchSize, int batchShards) {
    if (layer.stride() > 1 || !input.learns()) {
      return false;
    }
    Window window =
        Window.of(layer.kernel(), layer.stride(), layer.padding(), input, rows, columns);
    Frequencies frequencies = frequencies(window);
    long planes = (long) layer.filters() * input.channels;
    long numbers = 4L * frequencies.count() * planes;
    long transforms =
        input.channels * frequencies.multiplyAdds(input.height, input.width)
            + layer.filters() * frequencies.multiplyAdds(rows, columns);
    long each = numbers + TRANSFORM * transforms + KERNEL * numbers / 4 / batchSize;
    long direct = planes * rows * columns * layer.kernel() * layer.kernel();
    return each < GAIN * direct && numbers * Float.BYTES * (batchShards + 1) <= MOST_BYTES;
  }

  /** So many that what a kernel reads beyond an edge is not what stands at the other one. */
  private static Frequencies frequencies(Window window) {
    int below = window.rows() - 1 + window.size() - window.top() - window.input().height;
    int beside = window.columns() - 1 + window.size() - window.left() - window.input().width;
    return new Frequencies(
        window.input().height + Math.max(window.top(), below),
        window.input().width + Math.max(window.left(), beside));
  }

  /** DL4J's order is [filter][channel][kernel row][kernel column]. */
  private int[] kernelPlaces(Block block) {
    int cells = window.size() * window.size();
    int[] places = new int[cells * filters * channels];
    int i = 0;
    for (int cell = 0; cell < cells; cell++) {
      for (int plane = 0; plane < filters * channels; plane++) {
        places[i++] = block.kernel() + plane * cells + cell;
      }
    }
    return places;
  }

  /** What one shard works in. */
  private final class Scratch {
    final EmptyWindows empty = new EmptyWindows(window);
    final Planes.Workspace reading = read.new Workspace();
    final Planes.Workspace making = made.new Workspace();
    final Spectrum output = new Spectrum(frequencies, filters, input.lanes);
    final Spectrum inputGradient = new Spectrum(frequencies, channels, input.lanes);
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
    transformed.transform();
  }

  @Override
  public void forward(int chunk, BatchContext pass) {
    int shard = chunk / pass.chunksPerShard;
    Scratch scratch = shards[shard];
    Spectrum seen = spectra[chunk];
    read.transform(inputs[chunk], seen, scratch.reading);
    for (int i = 0; i < frequencies.count(); i++) {
      Sgemm.multiply(
          false,
          false,
          2 * filters,
          input.lanes,
          2 * channels,
          1,
          transformed.at(i),
          seen.at(i),
          0,
          scratch.output.at(i));
    }
    made.transposed(scratch.output, rows[chunk], scratch.making);
    scratch.empty.look(chunk);
    for (int y = 0; y < tail.rows(); y++) {
      scratch.empty.clear(tail, chunk, shard, y);
      tail.forward(chunk, shard, y, bias.values);
    }
  }

  @Override
  public void backward(int chunk, int shard, BatchContext pass) {
    Scratch scratch = shards[shard];
    float beta = chunk % pass.chunksPerShard == 0 ? 0 : 1;
    for (int y = 0; y < tail.rows(); y++) {
      tail.backward(chunk, shard, y, y == 0 ? beta : 1, biasGradientViews[shard]);
    }
    made.transform(rowGradients[chunk], scratch.output, scratch.making);
    for (int i = 0; i < frequencies.count(); i++) {
      Matrix deltas = scratch.output.at(i);
      Sgemm.multiply(
          false,
          true,
          2 * filters,
          2 * channels,
          input.lanes,
          1,
          deltas,
          spectra[chunk].at(i),
          beta,
          transformed.gradients(shard, i));
      Sgemm.multiply(
          true,
          false,
          2 * channels,
          input.lanes,
          2 * filters,
          1,
          transformed.at(i),
          deltas,
          0,
          scratch.inputGradient.at(i));
    }
    read.transposed(scratch.inputGradient, inputGradients[chunk], scratch.reading);
  }

  @Override
  public List<Update> updates() {
    List<Update> updates = new ArrayList<>();
    for (int i = 0; i < transformed.pieces(); i++) {
      int piece = i;
      updates.add(pass -> transformed.update(piece, pass.shards));
    }
    updates.add(
        pass -> {
          Floats.reduce(biasGradients, pass.shards, bias.gradient, 0, filters);
          rule.apply(bias, 0, filters);
        });
    return updates;
  }
}
