package dev.trainyard.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trainyard.dataset.LabelledImages;
import dev.trainyard.engine.dl4j.Dl4jEngine;
import dev.trainyard.engine.fused.FusedEngine;
import dev.trainyard.network.Activation;
import dev.trainyard.network.Layer;
import dev.trainyard.network.Padding;
import dev.trainyard.training.Optimizer;
import dev.trainyard.training.TrainingSpec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** The fused engine's gradients are what the loss, computed in double precision, changes by. */
@Execution(ExecutionMode.CONCURRENT)
class GradientTest {
  private static final ReferenceEngine REFERENCE = new Dl4jEngine();

  /**
   * How far a gradient may be off. It is told from a step of SGD with rate 1, so it carries the
   * rounding of parameters below 2 to floats, 1.2e-7, and that of its own sums, 1e-7 and less.
   */
  private static final double TOLERANCE = 5e-7;

  /** Errs by its square, 1e-10, and by the rounding of a double over it, 1e-11. */
  private static final double STEP = 1e-5;

  private static final int IMAGES = 11;
  private static final int PROBES = 60;
  private static final TrainingSpec RECIPE = Plans.training(1, new Optimizer.Sgd(1), 0.01);
  private static final Layer SOFTMAX = new Layer.Dense(Plans.CLASSES, Activation.SOFTMAX);

  /** Every element that the engines' equality is tested with, except random ones. */
  static Stream<Layer> elements() {
    return EngineEqualityContract.elements().filter(layer -> !(layer instanceof Layer.Dropout));
  }

  @ParameterizedTest
  @MethodSource("elements")
  void agreesWithFiniteDifferences(Layer element) {
    assertAgrees(plan(around(element), RECIPE));
  }

  private static List<Layer> around(Layer element) {
    Layer first = new Layer.Conv2d(3, 3, 1, Padding.SAME, Activation.TANH);
    return element instanceof Layer.Dense
        ? List.of(new Layer.Flatten(), element, new Layer.Dense(7, Activation.TANH), SOFTMAX)
        : List.of(first, element, new Layer.Flatten(), SOFTMAX);
  }

  static Stream<List<Layer>> normalised() {
    return EngineEqualityContract.normalised()
        .filter(layers -> layers.stream().noneMatch(Layer.Dropout.class::isInstance));
  }

  @ParameterizedTest
  @MethodSource("normalised")
  void agreesWithFiniteDifferencesOfNormalisedMiniBatches(List<Layer> layers) {
    assertAgrees(plan(layers, RECIPE));
  }

  @Test
  void agreesWithFiniteDifferencesOfEveryPenalty() {
    TrainingSpec training =
        new TrainingDraft(new Optimizer.Sgd(1))
            .size(1, IMAGES)
            .l2(0.01)
            .l1(0.003)
            .l2Biases(0.02)
            .spec();
    Layer dense = new Layer.Dense(11, Activation.TANH);
    Layer convolution = new Layer.Conv2d(3, 3, 1, Padding.SAME, Activation.TANH);

    assertAgrees(plan(around(dense), training));
    assertAgrees(plan(around(convolution), training));
  }

  private static void assertAgrees(TrainingPlan plan) {
    Checkpoint start = new Checkpoint(0, parameters(plan), new float[0]);
    RecordedTraining oneStep = RecordedTraining.toTheEnd();
    new FusedEngine().train(plan, start, oneStep);
    float[] after = oneStep.checkpoints().getLast().parameters();

    Loss loss = new Loss(plan, start);
    int[] trained = trained(plan);
    Random random = new Random(1);
    for (int probe = 0; probe < PROBES; probe++) {
      int i = trained[random.nextInt(trained.length)];
      double gradient = (double) start.parameters()[i] - after[i];
      assertThat(gradient).as("parameter %d", i).isCloseTo(loss.slope(i), within(TOLERANCE));
    }
  }

  /** All parameters but running averages. */
  private static int[] trained(TrainingPlan plan) {
    return ParameterLayout.of(plan.network()).stream()
        .flatMapToInt(
            block ->
                IntStream.concat(
                    IntStream.range(block.kernel(), block.kernel() + block.kernelSize()),
                    IntStream.range(block.bias(), block.bias() + block.biasSize())))
        .toArray();
  }

  private static TrainingPlan plan(List<Layer> layers, TrainingSpec recipe) {
    TrainingSpec training = recipe.withBatchSize(IMAGES);
    TrainingPlan plan = Plans.of(layers, training);
    LabelledImages images = SyntheticImages.of(Plans.SHAPE, Plans.CLASSES, IMAGES, 3);
    return new TrainingPlan(plan.network(), training, images, images, () -> 1);
  }

  private static float[] parameters(TrainingPlan plan) {
    float[] parameters = InitialParameters.of(plan.network(), 5);
    Random random = new Random(6);
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] += (float) random.nextGaussian(0, 0.1);
    }
    return parameters;
  }

  /** The loss of a training step with its penalty as DL4J computes it in double precision. */
  private static final class Loss {
    private final MultiLayerNetwork model;
    private final INDArray parameters;
    private final DataSet images;

    Loss(TrainingPlan plan, Checkpoint at) {
      this.model =
          restore(new TrainedModel(plan.network(), plan.training(), at, 0, null))
              .convertDataType(DataType.DOUBLE);
      this.parameters = model.params();
      this.images = images(plan.trainImages());
    }

    private static MultiLayerNetwork restore(TrainedModel trained) {
      ByteArrayOutputStream zip = new ByteArrayOutputStream();
      try {
        REFERENCE.write(trained, zip);
        return ModelSerializer.restoreMultiLayerNetwork(
            new ByteArrayInputStream(zip.toByteArray()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static DataSet images(LabelledImages images) {
      int count = images.count();
      INDArray pixels =
          Nd4j.createFromArray(images.pixels())
              .castTo(DataType.UINT8)
              .castTo(DataType.DOUBLE)
              .divi(255)
              .reshape(count, images.height(), images.width(), images.channels())
              .permute(0, 3, 1, 2)
              .dup('c');
      INDArray labels = Nd4j.zeros(DataType.DOUBLE, count, images.classes());
      for (int i = 0; i < count; i++) {
        labels.putScalar(i, images.label(i), 1);
      }
      return new DataSet(pixels, labels);
    }

    /** How the loss changes with a parameter. */
    double slope(int parameter) {
      double value = parameters.getDouble(parameter);
      double above = at(parameter, value + STEP);
      double below = at(parameter, value - STEP);
      at(parameter, value);
      return (above - below) / (2 * STEP);
    }

    private double at(int parameter, double value) {
      parameters.putScalar(parameter, value);
      return model.score(images, true);
    }
  }
}
