package dev.trainyard.engine;

import dev.trainyard.network.Activation;
import dev.trainyard.network.Initializer;
import dev.trainyard.network.Layer;
import dev.trainyard.network.Network;
import dev.trainyard.network.NetworkSpec;
import dev.trainyard.network.Padding;
import dev.trainyard.network.Shape;
import dev.trainyard.training.Optimizer;
import dev.trainyard.training.Schedule;
import dev.trainyard.training.TrainingSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Small networks of every kind of layer in any order that makes sense, trained for {@link #STEPS}
 * mini-batches. Neighbouring numbers differ in optimizer and l2, so twice as many as there are
 * optimizers have each with each; schedule, the other regularisers and clipping come now and then.
 */
public final class RandomPlans {
  static final int STEPS = 20;
  private static final double DAMPING = 1e-3;
  private static final List<Activation> ACTIVATIONS =
      Stream.of(Activation.values()).filter(one -> one != Activation.SOFTMAX).toList();

  /**
   * Ones drive the softmax so far that DL4J takes a probability for 0, and the loss is infinite.
   */
  private static final List<Initializer> INITIALIZERS =
      Stream.of(Initializer.values()).filter(one -> one != Initializer.ONES).toList();

  private static final int[] BATCH_SIZES = {1, 2, 3, 5, 7, 8, 13, 16, 17, 29, 37};
  private static final int[] EPOCHS = {1, 2, 4, 5};

  private final Random random;
  private final List<Layer> layers = new ArrayList<>();

  private RandomPlans(long seed) {
    this.random = new Random(seed);
  }

  /** The plan with this number, with images and a training seed of its {@code variant}. */
  public static TrainingPlan of(int number, int variant) {
    RandomPlans plans = new RandomPlans(number);
    Network network = plans.network();
    int kinds = Optimizers.ALL.size();
    TrainingDraft training =
        new TrainingDraft(plans.damped(Optimizers.ALL.get(number % kinds)))
            .l2(number / kinds % 2 == 0 ? 0 : 0.01)
            .seed(number + 1000L * variant);
    season(training, new Random(-number));
    return plans.plan(network, training, number + 1000 * variant);
  }

  /** The network with this number, for such images. */
  public static Network network(int number, Shape.Image input, int classes) {
    return new RandomPlans(number).network(input, classes);
  }

  private static void season(TrainingDraft training, Random random) {
    List<Schedule> schedules =
        List.of(
            new Schedule.Step(1, 0.3, 0),
            new Schedule.Exponential(0.7, 0.5),
            new Schedule.Cosine(0, 1),
            new Schedule.OneCycle(0.3, 0.04, 4e-6, 0));
    switch (random.nextInt(8)) {
      case 0 -> training.l1(1e-4);
      case 1 -> training.l2Biases(0.05).labelSmoothing(0.2);
      case 2 -> training.weightDecay(0.1);
      case 3 -> training.clipping(0.5, 0);
      case 4 -> training.clipping(0, 0.02).labelSmoothing(0.1).weightDecay(0.01);
      default -> training.schedule(schedules.get(random.nextInt(schedules.size())));
    }
  }

  /**
   * A bias that a batch normalisation takes out again has no gradient but rounding errors, which
   * Adam divides by their own size; so there its ε is larger than they are.
   */
  private Optimizer damped(Optimizer optimizer) {
    if (!normalises()) {
      return optimizer;
    }
    return switch (optimizer) {
      case Optimizer.Adam(double rate, double beta1, double beta2, _) ->
          new Optimizer.Adam(rate, beta1, beta2, DAMPING);
      case Optimizer.AdamW(double rate, double beta1, double beta2, _, double decay) ->
          new Optimizer.AdamW(rate, beta1, beta2, DAMPING, decay);
      default -> optimizer;
    };
  }

  private TrainingPlan plan(Network network, TrainingDraft draft, int seed) {
    int batchSize = pick(BATCH_SIZES);
    int epochs = pick(EPOCHS);
    int count = STEPS / epochs * batchSize - missing(batchSize);
    int threads = 1 + random.nextInt(2);
    TrainingSpec training = draft.size(epochs, batchSize).spec();
    Shape.Image shape = (Shape.Image) network.input();
    return new TrainingPlan(
        network,
        training,
        SyntheticImages.of(shape, network.classes(), count, seed),
        SyntheticImages.of(shape, network.classes(), 1 + random.nextInt(40), seed + 1L),
        () -> threads);
  }

  /**
   * How many images the last mini-batch lacks. DL4J cannot normalise a vector where only one is
   * left.
   */
  private int missing(int batchSize) {
    int missing = random.nextInt(batchSize);
    return normalises() && missing == batchSize - 1 ? 0 : missing;
  }

  private boolean normalises() {
    return layers.stream().anyMatch(Layer.BatchNorm.class::isInstance);
  }

  private Network network() {
    Shape.Image input = new Shape.Image(between(4, 13), between(4, 13), between(1, 3));
    return network(input, between(2, 11));
  }

  private Network network(Shape.Image input, int classes) {
    imageLayers(input);
    layers.add(random.nextInt(4) == 0 ? new Layer.GlobalAvgPool2d() : new Layer.Flatten());
    for (int i = random.nextInt(3); i > 0; i--) {
      layers.add(new Layer.Dense(between(1, 37), activation(), initializer()));
      maybeMore();
    }
    layers.add(new Layer.Dense(classes, Activation.SOFTMAX));
    return Network.of(new NetworkSpec(layers), input, classes);
  }

  private void imageLayers(Shape.Image input) {
    Shape.Image shape = input;
    for (int i = random.nextInt(4); i > 0; i--) {
      Layer layer = imageLayer(Math.min(shape.height(), shape.width()));
      layers.add(layer);
      maybeMore();
      shape = (Shape.Image) layer.outputShape(shape);
    }
  }

  private Layer imageLayer(int side) {
    int size = between(1, Math.min(side, 5));
    int stride = between(1, 3);
    Padding padding = random.nextBoolean() ? Padding.SAME : Padding.VALID;
    return switch (random.nextInt(5)) {
      case 0 -> new Layer.MaxPool2d(size, stride, padding);
      case 1 -> new Layer.AvgPool2d(size, stride, padding);
      default ->
          new Layer.Conv2d(between(1, 9), size, stride, padding, activation(), initializer());
    };
  }

  /** What may stand anywhere. */
  private void maybeMore() {
    switch (random.nextInt(7)) {
      case 0 -> layers.add(new Layer.Dropout(random.nextInt(6) / 10.0));
      case 1 -> layers.add(new Layer.Activate(activation()));
      case 2 -> layers.add(new Layer.BatchNorm(random.nextInt(10) / 10.0, 1e-2));
      default -> {}
    }
  }

  private Activation activation() {
    return ACTIVATIONS.get(random.nextInt(ACTIVATIONS.size()));
  }

  private Initializer initializer() {
    return INITIALIZERS.get(random.nextInt(INITIALIZERS.size()));
  }

  private int between(int least, int most) {
    return random.nextInt(least, most + 1);
  }

  private int pick(int[] values) {
    return values[random.nextInt(values.length)];
  }
}
