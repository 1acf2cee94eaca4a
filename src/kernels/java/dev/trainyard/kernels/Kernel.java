package dev.trainyard.kernels;

import dev.trainyard.engine.fused.arithmetic.Activations;
import dev.trainyard.engine.fused.arithmetic.Brightness;
import dev.trainyard.engine.fused.arithmetic.Floats;
import dev.trainyard.engine.fused.arithmetic.Matrix;
import dev.trainyard.engine.fused.arithmetic.Sgemm;
import dev.trainyard.engine.fused.fourier.Frequencies;
import dev.trainyard.engine.fused.fourier.Planes;
import dev.trainyard.engine.fused.fourier.Spectrum;
import dev.trainyard.engine.fused.update.UpdateRule;
import dev.trainyard.engine.fused.update.Weights;
import dev.trainyard.network.Activation;
import dev.trainyard.training.Augmentation;
import dev.trainyard.training.EngineChoice;
import dev.trainyard.training.Optimizer;
import dev.trainyard.training.TrainingSpec;
import dev.trainyard.training.Validation;
import java.util.Random;
import java.util.function.Supplier;

/**
 * What takes the time of an epoch, in the sizes that the presets have, and what it is bounded by.
 * Bytes are those of every array once, read or written: what a cache of that size has to move.
 */
public enum Kernel {
  PEAK("product of 1024 x 1024", 2L << 30, 3L << 22, () -> product(1024, 1024, 1024)),
  NEAREST_MEMORY("x + a y, in the first cache", 2L << 11, 12L << 11, () -> sum(1 << 11)),
  SECOND_MEMORY("x + a y, in the second cache", 2L << 15, 12L << 15, () -> sum(1 << 15)),
  THIRD_MEMORY("x + a y, in the third cache", 2L << 20, 12L << 20, () -> sum(1 << 20)),
  FARTHEST_MEMORY("x + a y, in memory", 2L << 24, 12L << 24, () -> sum(1 << 24)),

  DENSE("500 units on 398 pixels, 64 images", 64, 500, 398),
  DENSE_BEHIND("300 units on 500, 64 images", 64, 300, 500),
  DENSE_SOFTMAX("10 units on 300, 64 images", 64, 10, 300),
  DENSE_GRADIENT("a quarter of the kernel's gradient, 128 images", 100, 500, 128),
  CONVOLUTION("a row of 20 kernels of 5 x 5, 64 images", 20, 24 * 64, 25),
  CONVOLUTION_GRADIENT("its kernels' gradient", 20, 25, 24 * 64),
  FREQUENCY("50 kernels on 20 channels at one frequency, 64 images", 100, 64, 40),

  TRANSFORM(
      "Fourier transform of 20 channels of 12 x 12, 64 images",
      2 * 20 * 64 * new Frequencies(12, 12).multiplyAdds(12, 12),
      4L * 20 * 64 * (144 + 2 * new Frequencies(12, 12).count()),
      Kernel::transform),
  RARE_PIXEL("one rare pixel of an image, 500 units", 2 * 500, 12 * 500, () -> sum(500)),
  BRIGHTNESS("398 pixels of 64 images as floats", 398 * 64, 5 * 398 * 64, Kernel::brightness),
  RELU("ReLU with its bias, 500 units, 64 images", 2 * 64 * 500, 8 * 64 * 500, Kernel::relu),
  SIGMOID("the same with logistic units", 26 * 64 * 500, 8 * 64 * 500, Kernel::sigmoid),
  SGD(
      "SGD with weight decay, 150,000 parameters",
      4 * 150_000,
      12 * 150_000,
      () -> update(new Optimizer.Sgd(0.1), 150_000)),
  ADAM(
      "Adam, 400,000 parameters",
      14 * 400_000,
      28 * 400_000,
      () -> update(new Optimizer.Adam(0.001, 0.9, 0.999, 1e-7), 400_000));

  /** What it does, in words. */
  final String title;

  /** Additions, multiplications, divisions and roots. */
  final long operations;

  final long bytes;

  @SuppressWarnings("ImmutableEnumChecker") // It makes a new one each time.
  private final Supplier<Runnable> maker;

  /** A product of [m, k] and [k, n]. */
  Kernel(String title, int m, int n, int k) {
    this(title, 2L * m * n * k, 4L * (m * k + k * n + m * n), () -> product(m, n, k));
  }

  Kernel(String title, long operations, long bytes, Supplier<Runnable> maker) {
    this.title = title;
    this.operations = operations;
    this.bytes = bytes;
    this.maker = maker;
  }

  /** One that has its arrays to itself; not for several threads. */
  Runnable make() {
    return maker.get();
  }

  private static Runnable product(int m, int n, int k) {
    Matrix a = Matrix.of(numbers(m * k), 0, k);
    Matrix b = Matrix.of(numbers(k * n), 0, n);
    Matrix c = Matrix.of(new float[m * n], 0, n);
    return () -> Sgemm.multiply(false, false, m, n, k, 1, a, b, 0, c);
  }

  /** The factor is so small that the sums stay numbers, however often it is called. */
  private static Runnable sum(int length) {
    float[] x = numbers(length);
    float[] y = numbers(length);
    return () -> Floats.add(x, y, 1e-12f, length);
  }

  private static Runnable transform() {
    Frequencies frequencies = new Frequencies(12, 12);
    Planes planes = Planes.read(frequencies, 12, 12, 20, 64);
    Matrix[] channels = planes.channels(Matrix.of(numbers(144 * 20 * 64), 0, 0).values());
    Spectrum spectrum = new Spectrum(frequencies, 20, 64);
    Planes.Workspace workspace = planes.new Workspace();
    return () -> planes.transform(channels, spectrum, workspace);
  }

  private static Runnable brightness() {
    byte[] pixels = new byte[398 * 64];
    new Random(1).nextBytes(pixels);
    float[] values = new float[pixels.length];
    return () -> Brightness.of(pixels, values, 0, values.length);
  }

  private static Runnable relu() {
    float[] x = numbers(64 * 500);
    return () -> Activations.apply(Activation.RELU, x, 0, x.length, 1e-12f);
  }

  private static Runnable sigmoid() {
    float[] x = numbers(64 * 500);
    return () -> Activations.apply(Activation.SIGMOID, x, 0, x.length, 0);
  }

  private static Runnable update(Optimizer optimizer, int parameters) {
    TrainingSpec training =
        new TrainingSpec(
            10, 128, optimizer, 1e-5, Augmentation.NONE, 1, Validation.onTest(), EngineChoice.AUTO);
    UpdateRule rule = UpdateRule.of(training, 469);
    Weights weights = new Weights(new int[parameters], rule.states(), 2e-5f);
    System.arraycopy(numbers(parameters), 0, weights.values, 0, parameters);
    System.arraycopy(numbers(parameters), 0, weights.gradient, 0, parameters);
    rule.begin(1);
    return () -> rule.apply(weights, 0, parameters);
  }

  /** From -0.5 to 0.5. */
  private static float[] numbers(int count) {
    Random random = new Random(1);
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = random.nextFloat() - 0.5f;
    }
    return numbers;
  }
}
