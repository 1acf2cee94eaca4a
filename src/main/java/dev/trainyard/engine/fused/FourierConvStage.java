package dev.trainyard.engine.fused;

import dev.trainyard.engine.ParameterLayout.Block;
import dev.trainyard.engine.fused.arithmetic.Floats;
import dev.trainyard.engine.fused.arithmetic.Matrix;
import dev.trainyard.engine.fused.arithmetic.Sgemm;
import dev.trainyard.engine.fused.fourier.Frequencies;
import dev.trainyard.engine.fused.fourier.Planes;
import dev.trainyard.engine.fused.fourier.Spectrum;
import dev.trainyard.engine.fused.update.Places;
import dev.trainyard.engine.fused.update.UpdateRule;
import dev.trainyard.engine.fused.update.Weights;
import dev.trainyard.network.Layer;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * 2-D convolution of stride 1 by the convolution theorem: the transform of the output is, frequency
 * by frequency, the product of the kernel's with the input's. For kernels of 5x5 on images of 12x12
 * those are a fifth of the multiply-adds of a {@link ConvStage}, or a ninth with padding; the
 * transforms come on top, once for each channel and filter instead of each pair of them.
 *
 * <p>A product of complex matrices is one of real matrices of twice the size, [real, -imaginary;
 * imaginary, real] times [real; imaginary]. All steps are linear, and going back takes the
 * transpose of each: the gradients are those of what was computed.
 *
 * <p>The kernel is kept as [kernel row][kernel column][filter][channel].
 */
final class FourierConvStage implements Stage {
  private static final int PIECES = 4;

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
  private final int size;
  private final int channels;
  private final int filters;
  private final Planes read;
  private final Planes made;
  private final Planes kernels;
  private final Weights kernel;
  private final Weights bias;
  private final UpdateRule rule;

  /** The kernel as planes. */
  private final Matrix[] kernelView;

  private final Spectrum kernelSpectrum;
  private final Planes.Workspace kernelWorkspace;

  /** The real matrices of the kernel, [frequency][2 · filter][2 · channel]. */
  private final Factors factors;

  /** The transformed input of each chunk. */
  private final Spectrum[] spectra;

  /** The planes of each chunk: the input, its gradients, and the rows of the output with theirs. */
  private final Matrix[][] inputs;

  private final Matrix[][] inputGradients;
  private final Matrix[][] rows;
  private final Matrix[][] rowGradients;

  private final Scratch[] shards;
  private final Gradients[] gradients;

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
    this.size = layer.kernel();
    this.channels = input.channels;
    this.filters = layer.filters();
    this.window =
        Window.of(size, layer.stride(), layer.padding(), input, tail.rows(), tail.columns());
    this.frequencies = frequencies(window);
    int lanes = input.lanes;
    this.read = Planes.read(frequencies, input.height, input.width, channels, lanes);
    this.made = Planes.made(frequencies, tail.rows(), tail.columns(), filters, lanes);
    this.kernels =
        Planes.kernels(frequencies, size, window.top(), window.left(), filters * channels);
    this.rule = rule;
    this.kernel = new Weights(kernelPlaces(block), rule.states(), decay);
    this.bias = new Weights(Places.range(block.bias(), filters), rule.states(), 0);
    this.kernelView = kernels.channels(MemorySegment.ofArray(kernel.values));
    this.kernelSpectrum = new Spectrum(frequencies, 1, filters * channels);
    this.kernelWorkspace = kernels.new Workspace();
    this.factors = new Factors();
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
    this.gradients = new Gradients[learningShards];
    Arrays.setAll(gradients, _ -> new Gradients());
  }

  /**
   * Whether it is quicker than a {@link ConvStage}.
   *
   * @param rows of the output, before any pooling
   * @param columns of it
   * @param batchSize examples of a mini-batch, as the recipe has it
   * @param batchShards that so many are at most
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
    int[] places = new int[size * size * filters * channels];
    int i = 0;
    for (int cell = 0; cell < size * size; cell++) {
      for (int plane = 0; plane < filters * channels; plane++) {
        places[i++] = block.kernel() + plane * size * size + cell;
      }
    }
    return places;
  }

  /** A matrix of [2 · filter][2 · channel] for each frequency. */
  private final class Factors {
    final float[] values = new float[Math.multiplyExact(frequencies.count(), length())];
    final Matrix[] at = new Matrix[frequencies.count()];

    Factors() {
      Arrays.setAll(at, i -> Matrix.of(values, i * length(), 2 * channels));
    }

    int length() {
      return 4 * filters * channels;
    }

    /** Where a row begins. */
    int row(int frequency, int row) {
      return frequency * length() + row * 2 * channels;
    }
  }

  /** What one shard works in. */
  private final class Scratch {
    final EmptyWindows empty = new EmptyWindows(window);
    final Planes.Workspace reading = read.new Workspace();
    final Planes.Workspace making = made.new Workspace();
    final Spectrum output = new Spectrum(frequencies, filters, input.lanes);
    final Spectrum inputGradient = new Spectrum(frequencies, channels, input.lanes);
  }

  /** What one shard says about the parameters; of the kernel, about its {@link Factors}. */
  private final class Gradients {
    final Factors kernel = new Factors();
    final float[] bias = new float[filters];
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

  /** Transforms the kernel. */
  @Override
  public void begin(BatchContext pass) {
    kernels.transform(kernelView, kernelSpectrum, kernelWorkspace);
    for (int i = 0; i < frequencies.count(); i++) {
      for (int filter = 0; filter < filters; filter++) {
        takeFactors(i, filter);
      }
    }
  }

  private void takeFactors(int frequency, int filter) {
    float[] from = kernelSpectrum.values;
    float[] to = factors.values;
    int real = (2 * frequency * filters + filter) * channels;
    int imaginary = real + filters * channels;
    int upper = factors.row(frequency, filter);
    int lower = factors.row(frequency, filters + filter);
    System.arraycopy(from, real, to, upper, channels);
    System.arraycopy(from, imaginary, to, lower, channels);
    System.arraycopy(from, real, to, lower + channels, channels);
    for (int channel = 0; channel < channels; channel++) {
      to[upper + channels + channel] = -from[imaginary + channel];
    }
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
          factors.at[i],
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
    Gradients sums = gradients[shard];
    float beta = chunk % pass.chunksPerShard == 0 ? 0 : 1;
    for (int y = 0; y < tail.rows(); y++) {
      tail.backward(chunk, shard, y, y == 0 ? beta : 1, sums.biasView);
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
          sums.kernel.at[i]);
      Sgemm.multiply(
          true,
          false,
          2 * channels,
          input.lanes,
          2 * filters,
          1,
          factors.at[i],
          deltas,
          0,
          scratch.inputGradient.at(i));
    }
    read.transposed(scratch.inputGradient, inputGradients[chunk], scratch.reading);
  }

  @Override
  public List<Update> updates() {
    List<Update> updates = new ArrayList<>();
    int piece = Math.ceilDiv(filters, PIECES);
    for (int from = 0; from < filters; from += piece) {
      updates.add(new KernelUpdate(from, Math.min(filters, from + piece)));
    }
    float[][] biases = Arrays.stream(gradients).map(some -> some.bias).toArray(float[][]::new);
    updates.add(
        pass -> {
          Floats.reduce(biases, pass.shards, bias.gradient, 0, filters);
          rule.apply(bias, 0, filters);
        });
    return updates;
  }

  /** Of the kernels of some filters. */
  private final class KernelUpdate implements Update {
    private final int from;
    private final int to;
    private final Planes some;
    private final Planes.Workspace workspace;
    private final Spectrum spectrum;

    /** The kernels' gradients, [kernel row][kernel column][filter][channel]. */
    private final float[] gradient;

    private final Matrix[] gradientView;

    /** What the shards have of these filters at one frequency is added up here. */
    private final float[] sum;

    private final float[] part;

    KernelUpdate(int from, int to) {
      this.from = from;
      this.to = to;
      int planes = (to - from) * channels;
      this.some = kernels.withLanes(planes);
      this.workspace = some.new Workspace();
      this.spectrum = new Spectrum(frequencies, 1, planes);
      this.gradient = new float[size * size * planes];
      this.gradientView = some.channels(MemorySegment.ofArray(gradient));
      this.sum = new float[2 * planes];
      this.part = new float[2 * planes];
    }

    @Override
    public void run(BatchContext pass) {
      for (int i = 0; i < frequencies.count(); i++) {
        collect(i, pass.shards);
      }
      some.transposed(spectrum, gradientView, workspace);
      int planes = (to - from) * channels;
      for (int cell = 0; cell < size * size; cell++) {
        int begin = (cell * filters + from) * channels;
        System.arraycopy(gradient, cell * planes, kernel.gradient, begin, planes);
        rule.apply(kernel, begin, begin + planes);
      }
    }

    /** Both rows of a filter have something of its real and of its imaginary part. */
    private void collect(int frequency, int count) {
      int planes = (to - from) * channels;
      int real = 2 * frequency * planes;
      int imaginary = real + planes;
      float[] parts = spectrum.values;
      addUp(factors.row(frequency, from), count);
      for (int i = 0; i < planes; i++) {
        int at = i + i / channels * channels;
        parts[real + i] = sum[at];
        parts[imaginary + i] = -sum[at + channels];
      }
      addUp(factors.row(frequency, filters + from), count);
      for (int i = 0; i < planes; i++) {
        int at = i + i / channels * channels;
        parts[real + i] += sum[at + channels];
        parts[imaginary + i] += sum[at];
      }
    }

    private void addUp(int begin, int count) {
      System.arraycopy(gradients[0].kernel.values, begin, sum, 0, sum.length);
      for (int shard = 1; shard < count; shard++) {
        System.arraycopy(gradients[shard].kernel.values, begin, part, 0, part.length);
        Floats.add(sum, part, 0, sum.length);
      }
    }
  }
}
