package dev.trainyard.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.network.Activation;
import dev.trainyard.network.Initializer;
import dev.trainyard.network.Layer;
import dev.trainyard.network.Network;
import dev.trainyard.network.NetworkSpec;
import dev.trainyard.network.Padding;
import dev.trainyard.training.Augmentation;
import dev.trainyard.training.EpochMetrics;
import dev.trainyard.training.Optimizer;
import dev.trainyard.training.Schedule;
import dev.trainyard.training.TrainingSpec;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two engines make the same of the same parameters, images and masks: for every kind of layer, and
 * for random combinations of them. Each pair of engines has a subclass.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class EngineEqualityContract {
  /**
   * How far two parameters may be apart after 20 steps and fewer.
   *
   * <p>The engines add the same products in another order. Rounding to a float errs by at most 2⁻²⁴
   * = 6e-8 of a value; sums of some hundred terms of magnitude 1 and below err by about √100 · 6e-8
   * = 6e-7, and a step of SGD takes a tenth of that. Twenty steps add up to 1e-6 where nothing
   * amplifies; the parameters themselves, up to 1 in magnitude, are rounded 20 times. Adam divides
   * the gradient by its own size, so a gradient that is itself a rounding error may move a
   * parameter by up to the learning rate 1e-3, but ε = 1e-7 damps those. Measured over 300 random
   * networks: at most 2.7e-6, in the middle 2e-7. A wrong term anywhere moves parameters by 1e-3 or
   * more.
   */
  static final double TOLERANCE = 1e-5;

  private static final int ELEMENT_EPOCHS = 2;
  private static final int IMAGES = 2 * Plans.BATCH + 3;
  static final Optimizer MOMENTUM = new Optimizer.Momentum(0.02, 0.9);
  private static final Optimizer ADAM = new Optimizer.Adam(0.001, 0.9, 0.999, 1e-7);
  private static final Layer SOFTMAX = new Layer.Dense(Plans.CLASSES, Activation.SOFTMAX);

  /** The engine that is taken to be right. */
  abstract TrainingEngine reference();

  /** The engine that is held against it. */
  abstract TrainingEngine engine();

  int randomNetworkCount() {
    return 60;
  }

  static Stream<Layer> elements() {
    Stream<Layer> convolutions =
        Stream.of(Padding.values())
            .flatMap(
                padding ->
                    Stream.of(
                        new Layer.Conv2d(3, 3, 1, padding, Activation.RELU),
                        new Layer.Conv2d(11, 2, 2, padding, Activation.TANH),
                        new Layer.Conv2d(4, 1, 3, padding, Activation.LINEAR),
                        new Layer.Conv2d(5, 5, 2, padding, Activation.SIGMOID)));
    Stream<Layer> pools =
        Stream.of(Padding.values())
            .flatMap(
                padding ->
                    Stream.of(
                        new Layer.MaxPool2d(2, 2, padding),
                        new Layer.MaxPool2d(3, 1, padding),
                        new Layer.MaxPool2d(3, 2, padding),
                        new Layer.AvgPool2d(2, 2, padding),
                        new Layer.AvgPool2d(3, 1, padding),
                        new Layer.AvgPool2d(4, 3, padding)));
    Stream<Layer> others =
        Stream.of(Activation.values())
            .filter(activation -> activation != Activation.SOFTMAX)
            .flatMap(
                activation ->
                    Stream.of(new Layer.Dense(11, activation), new Layer.Activate(activation)));
    Stream<Layer> single =
        Stream.of(
            new Layer.Conv2d(3, 3, 1, Padding.SAME, Activation.GELU),
            new Layer.GlobalAvgPool2d(),
            new Layer.BatchNorm(0.9, 1e-3),
            new Layer.Dropout(0.3));
    return Stream.of(convolutions, pools, others, single).flatMap(layers -> layers);
  }

  @ParameterizedTest
  @MethodSource("elements")
  void trainEveryElementAlike(Layer element) {
    Layer first = new Layer.Conv2d(3, 3, 1, Padding.SAME, Activation.TANH);
    Layer second = new Layer.Dense(7, Activation.TANH);
    List<Layer> layers =
        element instanceof Layer.Dense
            ? List.of(first, new Layer.Flatten(), element, second, SOFTMAX)
            : List.of(first, element, new Layer.Flatten(), second, SOFTMAX);
    TrainingSpec training = Plans.training(ELEMENT_EPOCHS, MOMENTUM, 0.01);

    assertThat(difference(plan(layers, training))).isLessThan(TOLERANCE);
  }

  /** Batch normalisation wherever it may stand. */
  static Stream<List<Layer>> normalised() {
    Layer norm = new Layer.BatchNorm(0.8, 1e-2);
    Layer conv = new Layer.Conv2d(3, 3, 1, Padding.SAME, Activation.LINEAR);
    Layer dense = new Layer.Dense(Plans.CLASSES, Activation.LINEAR);
    Layer tanh = new Layer.Activate(Activation.TANH);
    return Stream.of(
        List.of(new Layer.Flatten(), norm, SOFTMAX),
        List.of(norm, new Layer.Flatten(), dense, norm, new Layer.Activate(Activation.SOFTMAX)),
        List.of(new Layer.Flatten(), dense, norm, tanh, norm, SOFTMAX),
        List.of(conv, norm, tanh, conv, tanh, norm, norm, new Layer.Flatten(), SOFTMAX),
        List.of(conv, new Layer.Flatten(), new Layer.Dropout(0.2), norm, SOFTMAX),
        List.of(conv, new Layer.Flatten(), norm, new Layer.Dropout(0.2), SOFTMAX),
        List.of(conv, norm, tanh, new Layer.GlobalAvgPool2d(), norm, SOFTMAX));
  }

  @ParameterizedTest
  @MethodSource("normalised")
  void normaliseMiniBatchesAlike(List<Layer> layers) {
    TrainingSpec small = Plans.training(ELEMENT_EPOCHS, MOMENTUM, 0.01);
    int severalShards = 150;

    assertThat(difference(plan(layers, small))).isLessThan(TOLERANCE);
    assertThat(difference(Plans.of(layers, small.withBatchSize(severalShards))))
        .isLessThan(TOLERANCE);
  }

  static Stream<Layer.MaxPool2d> tiles() {
    return Stream.of(
        new Layer.MaxPool2d(2, 2, Padding.VALID),
        new Layer.MaxPool2d(3, 3, Padding.VALID),
        new Layer.MaxPool2d(1, 1, Padding.VALID));
  }

  /** Of these the fused engine makes one stage with the convolution before. */
  @ParameterizedTest
  @MethodSource("tiles")
  void trainPooledConvolutionsAlike(Layer.MaxPool2d pool) {
    List<Layer> layers =
        List.of(
            new Layer.Conv2d(3, 3, 1, Padding.SAME, Activation.TANH),
            new Layer.Conv2d(4, 2, 1, Padding.SAME, Activation.SIGMOID),
            pool,
            new Layer.Conv2d(7, 2, 1, Padding.SAME, Activation.RELU),
            pool.size() == 1 ? pool : new Layer.MaxPool2d(2, 2, Padding.VALID),
            new Layer.Flatten(),
            SOFTMAX);
    TrainingSpec training = Plans.training(ELEMENT_EPOCHS, MOMENTUM, 0.01);

    assertThat(difference(plan(layers, training))).isLessThan(TOLERANCE);
  }

  static Stream<Layer.MaxPool2d> pools() {
    return Stream.of(
        new Layer.MaxPool2d(2, 2, Padding.VALID),
        new Layer.MaxPool2d(3, 2, Padding.SAME),
        new Layer.MaxPool2d(3, 1, Padding.VALID));
  }

  /** Of these the fused engine pools first. */
  @ParameterizedTest
  @MethodSource("pools")
  void poolActivationsAlike(Layer.MaxPool2d pool) {
    Layer convolution = new Layer.Conv2d(4, 3, 1, Padding.SAME, Activation.LINEAR);
    TrainingSpec training = Plans.training(ELEMENT_EPOCHS, MOMENTUM, 0.01);
    List<Layer> rectified =
        List.of(
            convolution,
            new Layer.BatchNorm(0.9, 1e-3),
            new Layer.Activate(Activation.RELU),
            pool,
            new Layer.Flatten(),
            SOFTMAX);
    List<Layer> twice =
        List.of(
            convolution,
            new Layer.Activate(Activation.TANH),
            pool,
            new Layer.Activate(Activation.GELU),
            new Layer.MaxPool2d(2, 2, Padding.VALID),
            new Layer.Flatten(),
            SOFTMAX);

    assertThat(difference(plan(rectified, training))).isLessThan(TOLERANCE);
    assertThat(difference(plan(twice, training))).isLessThan(TOLERANCE);
  }

  static Stream<Layer> rectifiers() {
    return Stream.of(
        new Layer.Activate(Activation.RELU),
        new Layer.Activate(Activation.GELU),
        new Layer.Dropout(0.2));
  }

  /** Of a normalisation and the windows behind it that leave nothing over it makes one stage. */
  @ParameterizedTest
  @MethodSource("rectifiers")
  void poolWhatIsNormalisedAlike(Layer rectifier) {
    Layer pool = new Layer.MaxPool2d(2, 2, Padding.VALID);
    Layer norm = new Layer.BatchNorm(0.9, 1e-3);
    List<Layer> layers =
        List.of(
            new Layer.Conv2d(4, 2, 1, Padding.VALID, Activation.LINEAR),
            norm,
            rectifier,
            pool,
            new Layer.Conv2d(8, 1, 1, Padding.VALID, Activation.LINEAR),
            norm,
            new Layer.MaxPool2d(1, 1, Padding.VALID),
            new Layer.Flatten(),
            SOFTMAX);
    TrainingSpec training = Plans.training(ELEMENT_EPOCHS, MOMENTUM, 0.01);
    int severalShards = 150;

    assertThat(difference(plan(layers, training))).isLessThan(TOLERANCE);
    assertThat(difference(Plans.of(layers, training.withBatchSize(severalShards))))
        .isLessThan(TOLERANCE);
  }

  static Stream<List<Layer>> wideConvolutions() {
    Layer first = new Layer.Conv2d(16, 3, 1, Padding.SAME, Activation.TANH);
    Layer second = new Layer.Conv2d(32, 5, 1, Padding.SAME, Activation.TANH);
    Layer pool = new Layer.MaxPool2d(2, 2, Padding.VALID);
    return Stream.of(
        List.of(first, second, new Layer.Flatten(), SOFTMAX),
        List.of(first, second, pool, new Layer.Flatten(), SOFTMAX),
        List.of(first, new Layer.BatchNorm(0.9, 1e-3), second, pool, new Layer.Flatten(), SOFTMAX));
  }

  /**
   * Of these the fused engine multiplies the Fourier transforms. By small steps, for so many
   * parameters run away by larger ones; and judged twice, as {@link #trainRandomNetworksAlike} is.
   */
  @ParameterizedTest
  @MethodSource("wideConvolutions")
  void trainWideConvolutionsAlike(List<Layer> layers) {
    TrainingSpec training = Plans.training(ELEMENT_EPOCHS, new Optimizer.Sgd(0.02), 0.01);
    int severalShards = 150;

    for (TrainingSpec each : List.of(training, training.withBatchSize(severalShards))) {
      double first = difference(Plans.of(layers, each));
      assertThat(first < TOLERANCE ? first : difference(Plans.of(layers, each.withSeed(2))))
          .isLessThan(TOLERANCE);
    }
  }

  /** The largest input of a gelu does not always give its largest output. */
  @Test
  void poolBehindAnActivationThatFallsAlike() {
    Layer pool = new Layer.MaxPool2d(2, 2, Padding.VALID);
    TrainingSpec training = Plans.training(ELEMENT_EPOCHS, MOMENTUM, 0.01);
    TrainingPlan behind =
        plan(List.of(convolution(Activation.GELU), pool, new Layer.Flatten(), SOFTMAX), training);
    TrainingPlan before =
        plan(
            List.of(
                convolution(Activation.LINEAR),
                pool,
                new Layer.Activate(Activation.GELU),
                new Layer.Flatten(),
                SOFTMAX),
            training);
    Checkpoint start = start(behind);

    assertThat(difference(behind)).isLessThan(TOLERANCE);
    assertThat(distance(last(engine(), behind, start), last(engine(), before, start)))
        .isGreaterThan(100 * TOLERANCE);
  }

  private static Layer convolution(Activation activation) {
    return new Layer.Conv2d(4, 5, 1, Padding.SAME, activation, Initializer.HE_NORMAL);
  }

  static Stream<Layer> ends() {
    return Stream.of(new Layer.Activate(Activation.SOFTMAX), SOFTMAX);
  }

  @ParameterizedTest
  @MethodSource("ends")
  void trainEveryEndAlike(Layer end) {
    List<Layer> layers =
        List.of(new Layer.Flatten(), new Layer.Dense(Plans.CLASSES, Activation.LINEAR), end);
    TrainingSpec training = Plans.training(ELEMENT_EPOCHS, ADAM, 0.01);

    assertThat(difference(plan(layers, training))).isLessThan(TOLERANCE);
  }

  static Stream<List<Layer>> beginnings() {
    return Stream.of(
        List.of(new Layer.Flatten(), new Layer.Dense(7, Activation.TANH), SOFTMAX),
        List.of(
            new Layer.Conv2d(3, 3, 1, Padding.SAME, Activation.TANH),
            new Layer.Flatten(),
            SOFTMAX));
  }

  @ParameterizedTest
  @MethodSource("beginnings")
  void trainAlikeOnAugmentedImages(List<Layer> layers) {
    Augmentation augmentation =
        new Augmentation(2, 20, 0.2, 0.2, new Augmentation.Elastic(8, 2), 3);
    TrainingSpec training =
        Plans.training(ELEMENT_EPOCHS, MOMENTUM, 0.01).withAugmentation(augmentation);

    assertThat(difference(plan(layers, training))).isLessThan(TOLERANCE);
  }

  private boolean isSupported(TrainingPlan plan) {
    return reference().unsupported(plan.network(), plan.training()).isEmpty();
  }

  IntStream randomNetworks() {
    return IntStream.iterate(0, number -> number + 1)
        .filter(number -> isSupported(RandomPlans.of(number, 0)))
        .limit(randomNetworkCount());
  }

  /**
   * A ReLU whose input, or a pooling window whose two largest values differ, by less than a
   * rounding error, sends its gradient another way in the other engine. Some in a thousand
   * trainings meet one; so a network that disagrees is judged by other images and parameters.
   */
  @ParameterizedTest
  @MethodSource("randomNetworks")
  void trainRandomNetworksAlike(int number) {
    double first = difference(RandomPlans.of(number, 0));
    double difference = first < TOLERANCE ? first : difference(RandomPlans.of(number, 1));

    assertThat(difference).as("%s", RandomPlans.of(number, 0).network()).isLessThan(TOLERANCE);
  }

  static List<Optimizer> optimizers() {
    return Optimizers.ALL;
  }

  static Stream<TrainingSpec> recipes() {
    return optimizers().stream().flatMap(EngineEqualityContract::recipes);
  }

  /** Plain SGD on a vector's first layer is the one update that is merged with its gradient. */
  static Stream<TrainingSpec> recipesForVectors() {
    return Stream.concat(
        recipes(Optimizers.ALL.getFirst()),
        optimizers().stream().map(optimizer -> everything(optimizer).spec()));
  }

  /** What changes the learning rate, the gradient or the step, one by one and all at once. */
  private static Stream<TrainingSpec> recipes(Optimizer optimizer) {
    return Stream.of(
            draft(optimizer).schedule(new Schedule.Step(1, 0.1, 0)),
            draft(optimizer).schedule(new Schedule.Exponential(0.5, 0.7)),
            draft(optimizer).schedule(new Schedule.Cosine(0.1, 1.5)),
            draft(optimizer).schedule(new Schedule.OneCycle(0.3, 0.1, 0.01, 0)),
            draft(optimizer).l1(1e-3),
            draft(optimizer).l2Biases(0.05),
            draft(optimizer).weightDecay(0.1),
            draft(optimizer).labelSmoothing(0.1),
            draft(optimizer).clipping(0.3, 0),
            draft(optimizer).clipping(0, 0.01),
            draft(optimizer).averaging(0.9, 2),
            everything(optimizer))
        .map(TrainingDraft::spec);
  }

  private static TrainingDraft everything(Optimizer optimizer) {
    return draft(optimizer)
        .schedule(new Schedule.Cosine(0.1, 1.5))
        .l1(1e-3)
        .l2(0.01)
        .l2Biases(0.05)
        .weightDecay(0.1)
        .labelSmoothing(0.1)
        .clipping(0.3, 0.05)
        .averaging(0.8, 1);
  }

  private static TrainingDraft draft(Optimizer optimizer) {
    return new TrainingDraft(optimizer).size(ELEMENT_EPOCHS, Plans.BATCH);
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void trainEveryRecipeAlike(TrainingSpec training) {
    List<Layer> layers =
        List.of(
            new Layer.Conv2d(3, 3, 1, Padding.SAME, Activation.TANH),
            new Layer.Flatten(),
            new Layer.Dense(7, Activation.TANH),
            SOFTMAX);

    assertThat(difference(plan(layers, training))).isLessThan(TOLERANCE);
  }

  @ParameterizedTest
  @MethodSource("recipesForVectors")
  void trainRecipesForVectorsAlike(TrainingSpec training) {
    List<Layer> layers =
        List.of(new Layer.Flatten(), new Layer.Dense(11, Activation.TANH), SOFTMAX);

    assertThat(difference(plan(layers, training))).isLessThan(TOLERANCE);
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void goOnFromEachOthersCheckpoints(Optimizer optimizer) {
    List<Layer> layers =
        List.of(
            new Layer.Conv2d(3, 3, 1, Padding.SAME, Activation.TANH),
            new Layer.BatchNorm(0.9, 1e-3),
            new Layer.Flatten(),
            new Layer.Dense(7, Activation.TANH),
            SOFTMAX);
    TrainingDraft draft = new TrainingDraft(optimizer).l2(0.01).averaging(0.9, 1);
    TrainingPlan half = plan(layers, draft.size(1, Plans.BATCH).spec());
    TrainingPlan whole = plan(layers, draft.size(2, Plans.BATCH).spec());
    Checkpoint start = start(half);
    Checkpoint expected = last(reference(), whole, start);

    assertThat(distance(last(engine(), whole, last(reference(), half, start)), expected))
        .isLessThan(TOLERANCE);
    assertThat(distance(last(reference(), whole, last(engine(), half, start)), expected))
        .isLessThan(TOLERANCE);
  }

  /** A plan for few images, as DL4J takes its time; the last mini-batch of an epoch is not full. */
  private static TrainingPlan plan(List<Layer> layers, TrainingSpec training) {
    Network network = Network.of(new NetworkSpec(layers), Plans.SHAPE, Plans.CLASSES);
    return Plans.of(network, training, IMAGES);
  }

  /** How far the engines are apart when both have trained the plan. */
  double difference(TrainingPlan plan) {
    RecordedTraining expected = RecordedTraining.toTheEnd();
    RecordedTraining actual = RecordedTraining.toTheEnd();
    reference().train(plan, start(plan), expected);
    engine().train(plan, start(plan), actual);
    double difference = distance(expected.checkpoints().getLast(), actual.checkpoints().getLast());
    for (int i = 0; i < expected.metrics().size(); i++) {
      EpochMetrics one = expected.metrics().get(i);
      EpochMetrics other = actual.metrics().get(i);
      difference = Math.max(difference, Math.abs(one.trainLoss() - other.trainLoss()));
      difference = Math.max(difference, Math.abs(one.validationLoss() - other.validationLoss()));
      assertThat(other.learningRate()).isEqualTo(one.learningRate());
    }
    return difference;
  }

  /** Biases that are not 0, so that nothing hides behind them. */
  static Checkpoint start(TrainingPlan plan) {
    float[] parameters = InitialParameters.of(plan.network(), plan.training().seed());
    Random random = new Random(plan.training().seed());
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] += (float) random.nextGaussian(0, 0.1);
    }
    return new Checkpoint(0, parameters, new float[0]);
  }

  static Checkpoint last(TrainingEngine engine, TrainingPlan plan, Checkpoint start) {
    RecordedTraining training = RecordedTraining.toTheEnd();
    engine.train(plan, start, training);
    return training.checkpoints().getLast();
  }

  static double distance(Checkpoint one, Checkpoint other) {
    double model = distance(one.parameters(), other.parameters());
    double unaveraged = distance(one.unaveraged(), other.unaveraged());
    return Math.max(
        Math.max(model, unaveraged), distance(one.updaterState(), other.updaterState()));
  }

  private static double distance(float[] one, float[] other) {
    assertThat(one).hasSameSizeAs(other);
    double largest = 0;
    for (int i = 0; i < one.length; i++) {
      largest = Math.max(largest, Math.abs(one[i] - other[i]));
    }
    return largest;
  }
}
