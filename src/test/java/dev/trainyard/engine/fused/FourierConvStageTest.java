package dev.trainyard.engine.fused;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.engine.ParameterLayout;
import dev.trainyard.engine.ParameterLayout.Block;
import dev.trainyard.engine.fused.update.UpdateRule;
import dev.trainyard.engine.fused.update.Weights;
import dev.trainyard.network.Activation;
import dev.trainyard.network.Layer;
import dev.trainyard.network.Network;
import dev.trainyard.network.NetworkSpec;
import dev.trainyard.network.Padding;
import dev.trainyard.network.Shape;
import dev.trainyard.training.Augmentation;
import dev.trainyard.training.EngineChoice;
import dev.trainyard.training.Optimizer;
import dev.trainyard.training.TrainingSpec;
import dev.trainyard.training.Validation;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The convolution theorem against the sum that it replaces. */
class FourierConvStageTest {
  private static final int LANES = 16;
  private static final int CHUNKS_PER_SHARD = 2;
  private static final int CHUNKS = 5;
  private static final int SHARDS = 3;
  private static final int FILTERS = 6;

  /** Relative to the largest: a float is rounded at 6e-8 of itself, and a sum has some hundreds. */
  private static final double TOLERANCE = 2e-6;

  /** Plain SGD by 1: the parameters change by their gradients. */
  private static final TrainingSpec TRAINING =
      new TrainingSpec(
          1,
          LANES * CHUNKS,
          new Optimizer.Sgd(1),
          0,
          Augmentation.NONE,
          1,
          Validation.onTest(),
          EngineChoice.AUTO);

  /** A convolution, what comes in, and the size of the pooling behind it, 0 for none. */
  record Case(int height, int width, int channels, int kernel, Padding padding, int pool) {}

  static Stream<Case> cases() {
    return Stream.of(
        new Case(12, 12, 4, 5, Padding.VALID, 0),
        new Case(12, 12, 4, 5, Padding.VALID, 2),
        new Case(12, 12, 3, 5, Padding.SAME, 0),
        new Case(9, 7, 5, 3, Padding.SAME, 2),
        new Case(9, 7, 1, 4, Padding.SAME, 0),
        new Case(7, 10, 2, 4, Padding.VALID, 3),
        new Case(1, 6, 3, 5, Padding.SAME, 0),
        new Case(2, 2, 2, 2, Padding.VALID, 0),
        new Case(3, 5, 2, 1, Padding.VALID, 0),
        new Case(4, 3, 2, 7, Padding.SAME, 0));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isTheSumOfTheWindow(Case some) {
    Run direct = new Run(some, false);
    Run fourier = new Run(some, true);

    direct.train();
    fourier.train();

    assertClose(fourier.output.values, direct.output.values);
    assertClose(fourier.input.gradients, direct.input.gradients);
    assertClose(fourier.parameters(), direct.parameters());
  }

  @Test
  void paysWhereKernelsAreLargeAndThereAreManyOfThem() {
    Signal image = Signal.input(Signal.Format.LANES, 12, 12, 20, 2, 64);
    Signal pooled = image.like();

    assertThat(pays(5, 1, pooled, 50, 8)).isTrue();
    assertThat(pays(5, 1, image, 50, 8)).as("nobody asks for its gradients").isFalse();
    assertThat(pays(5, 2, pooled, 50, 8)).as("with a stride").isFalse();
    assertThat(pays(1, 1, pooled, 50, 12)).as("nothing to save").isFalse();
    assertThat(pays(5, 1, pooled, 1, 8)).as("nothing to share the transforms").isFalse();
    assertThat(pays(5, 1, pooled, 50_000, 8)).as("too much memory").isFalse();
  }

  /** As sums are whatever the kernel is, so that a ReLU lets nothing back. */
  @ParameterizedTest
  @MethodSource("cases")
  void isNothingWhereThereIsNothing(Case some) {
    Run direct = new Run(some, false);
    Run fourier = new Run(some, true);

    direct.lookAtMargins();
    fourier.lookAtMargins();

    for (int i = 0; i < direct.output.values.length; i++) {
      assertThat(fourier.output.values[i] == 0).isEqualTo(direct.output.values[i] == 0);
    }
  }

  private static boolean pays(int kernel, int stride, Signal input, int filters, int rows) {
    Layer.Conv2d layer =
        new Layer.Conv2d(filters, kernel, stride, Padding.VALID, Activation.LINEAR);
    return FourierConvStage.pays(layer, input, rows, rows, 128, 2);
  }

  /** The largest difference in proportion to the largest value. */
  private static void assertClose(float[] actual, float[] expected) {
    double largest =
        IntStream.range(0, expected.length)
            .mapToDouble(i -> Math.abs(expected[i]))
            .max()
            .orElseThrow();
    double difference =
        IntStream.range(0, expected.length)
            .mapToDouble(i -> Math.abs(actual[i] - expected[i]))
            .max()
            .orElseThrow();
    assertThat(largest).isPositive();
    assertThat(difference / largest).isLessThan(TOLERANCE);
  }

  /** One mini-batch through a convolution and back. */
  private static final class Run {
    final Signal input;
    final Signal output;
    private final Network network;
    private final UpdateRule rule = UpdateRule.of(TRAINING, 1);
    private final Stage stage;

    Run(Case some, boolean fourier) {
      Activation activation = Activation.TANH;
      Layer.Conv2d layer = new Layer.Conv2d(FILTERS, some.kernel(), 1, some.padding(), activation);
      Shape.Image shape = new Shape.Image(some.height(), some.width(), some.channels());
      this.network =
          Network.of(
              new NetworkSpec(
                  List.of(layer, new Layer.Flatten(), new Layer.Dense(2, Activation.SOFTMAX))),
              shape,
              2);
      Shape.Image made = (Shape.Image) network.layers().getFirst().output();
      // The images of a network have no gradients; those between its layers have.
      Signal first = Signal.input(Signal.Format.LANES, 1, 1, 1, CHUNKS, LANES);
      this.input = first.images(Signal.Format.LANES, some.height(), some.width(), some.channels());
      int cut = Math.max(1, some.pool());
      this.output =
          first.images(Signal.Format.LANES, made.height() / cut, made.width() / cut, FILTERS);
      ConvTail tail =
          some.pool() == 0
              ? new PlainTail(output, activation)
              : new PoolTail(output, some.pool(), activation, true, fourier, SHARDS);
      Block block = ParameterLayout.of(network).getFirst();
      this.stage =
          fourier
              ? new FourierConvStage(input, block, tail, SHARDS, SHARDS, CHUNKS_PER_SHARD, rule, 0)
              : new ConvStage(input, block, tail, SHARDS, rule, 0);
    }

    void train() {
      Random random = new Random(7);
      float[] parameters = new float[ParameterLayout.size(network)];
      fill(parameters, random);
      stage.weights().forEach(some -> some.load(parameters));
      BatchContext pass = new BatchContext(1, LANES, CHUNKS_PER_SHARD);
      List<Stage.Update> updates = stage.updates();
      // The same room serves one mini-batch after the other, and one that is smaller.
      for (int chunks : new int[] {CHUNKS, CHUNKS - 2, CHUNKS}) {
        fill(input.values, random);
        // A margin, so that some windows are empty.
        Arrays.fill(input.values, 0, input.values.length / 5, 0);
        pass.begin(true, 0, chunks * LANES - 3);
        rule.begin(1);
        stage.begin(pass);
        IntStream.range(0, chunks).forEach(chunk -> stage.forward(chunk, pass));
        fill(output.gradients, random);
        IntStream.range(0, chunks)
            .forEach(chunk -> stage.backward(chunk, chunk / CHUNKS_PER_SHARD, pass));
        updates.forEach(update -> update.run(pass));
      }
    }

    /** One image after another is empty but for a part of one row, and there are no biases. */
    void lookAtMargins() {
      float[] parameters = new float[ParameterLayout.size(network)];
      fill(parameters, new Random(3));
      Block block = ParameterLayout.of(network).getFirst();
      Arrays.fill(parameters, block.bias(), block.bias() + FILTERS, 0);
      stage.weights().forEach(some -> some.load(parameters));
      BatchContext pass = new BatchContext(1, LANES, CHUNKS_PER_SHARD);
      pass.begin(true, 0, CHUNKS * LANES);
      stage.begin(pass);
      int row = input.width * input.channels * LANES;
      for (int chunk = 0; chunk < CHUNKS; chunk++) {
        int begin = input.start(chunk) + chunk % input.height * row;
        Arrays.fill(input.values, begin, begin + LANES, 1);
        stage.forward(chunk, pass);
      }
    }

    private static void fill(float[] values, Random random) {
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) random.nextGaussian() / 20;
      }
    }

    /** In DL4J's order. */
    float[] parameters() {
      float[] parameters = new float[ParameterLayout.size(network)];
      for (Weights some : stage.weights()) {
        some.save(parameters);
      }
      return parameters;
    }
  }
}
