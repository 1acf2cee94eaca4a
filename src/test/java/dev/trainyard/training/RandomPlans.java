package dev.trainyard.training;

import dev.trainyard.network.Activation;
import dev.trainyard.network.Initializer;
import dev.trainyard.network.Layer;
import dev.trainyard.network.Network;
import dev.trainyard.network.NetworkSpec;
import dev.trainyard.network.Padding;
import dev.trainyard.network.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Small networks of every kind of layer in any order that makes sense, trained for {@link #STEPS}
 * mini-batches. Neighbouring numbers differ in optimizer and l2, so any six have each with each.
 */
final class RandomPlans {
  static final int STEPS = 20;
  private static final List<Activation> ACTIVATIONS =
      Stream.of(Activation.values()).filter(one -> one != Activation.SOFTMAX).toList();
  private static final List<Initializer> INITIALIZERS = List.of(Initializer.values());
  private static final int[] BATCH_SIZES = {1, 2, 3, 5, 7, 8, 13, 16, 17, 29, 37};
  private static final int[] EPOCHS = {1, 2, 4, 5};

  private final Random random;
  private final List<Layer> layers = new ArrayList<>();

  private RandomPlans(long seed) {
    this.random = new Random(seed);
  }

  /** The plan with this number, with images and a training seed of its {@code variant}. */
  static TrainingPlan of(int number, int variant) {
    RandomPlans plans = new RandomPlans(number);
    Network network = plans.network();
    Optimizer optimizer =
        switch (number % 3) {
          case 0 -> new Optimizer.Sgd(0.1);
          case 1 -> new Optimizer.Momentum(0.02, 0.9);
          default -> new Optimizer.Adam(0.001, 0.9, 0.999, plans.epsilon());
        };
    double l2 = number / 3 % 2 == 0 ? 0 : 0.01;
    return plans.plan(network, optimizer, l2, number + 1000 * variant);
  }

  /**
   * A bias that a batch normalisation takes out again has no gradient but rounding errors, which
   * Adam divides by their own size; so there its ε is larger than they are.
   */
  private double epsilon() {
    return layers.stream().anyMatch(Layer.BatchNorm.class::isInstance) ? 1e-3 : 1e-7;
  }

  private TrainingPlan plan(Network network, Optimizer optimizer, double l2, int seed) {
    int batchSize = pick(BATCH_SIZES);
    int epochs = pick(EPOCHS);
    int count = STEPS / epochs * batchSize - random.nextInt(batchSize);
    int threads = 1 + random.nextInt(2);
    TrainingSpec training =
        new TrainingSpec(
            epochs,
            batchSize,
            optimizer,
            l2,
            Augmentation.NONE,
            seed,
            new Validation(Validation.Source.TEST),
            EngineChoice.AUTO);
    Shape.Image shape = (Shape.Image) network.input();
    return new TrainingPlan(
        network,
        training,
        SyntheticImages.of(shape, network.classes(), count, seed),
        SyntheticImages.of(shape, network.classes(), 1 + random.nextInt(40), seed + 1L),
        () -> threads);
  }

  private Network network() {
    Shape.Image input = new Shape.Image(between(4, 13), between(4, 13), between(1, 3));
    int classes = between(2, 11);
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
