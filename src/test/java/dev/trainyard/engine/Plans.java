package dev.trainyard.engine;

import dev.trainyard.dataset.LabelledImages;
import dev.trainyard.network.Layer;
import dev.trainyard.network.Network;
import dev.trainyard.network.NetworkSpec;
import dev.trainyard.network.Shape;
import dev.trainyard.training.Augmentation;
import dev.trainyard.training.EngineChoice;
import dev.trainyard.training.Optimizer;
import dev.trainyard.training.TrainingSpec;
import dev.trainyard.training.Validation;
import java.util.List;

/** Plans for tests: small, with sizes that divide by nothing. */
final class Plans {
  static final Shape.Image SHAPE = new Shape.Image(9, 7, 2);
  static final int CLASSES = 5;
  static final int TRAIN = 203;
  static final int VALIDATION = 101;
  static final int BATCH = 16;

  private Plans() {}

  static TrainingPlan of(List<Layer> layers, TrainingSpec training) {
    Network network = Network.of(new NetworkSpec(layers), SHAPE, CLASSES);
    return of(network, training, TRAIN);
  }

  static TrainingPlan of(Network network, TrainingSpec training, int count) {
    Shape.Image shape = (Shape.Image) network.input();
    LabelledImages train = SyntheticImages.of(shape, network.classes(), count, 1);
    LabelledImages validation = SyntheticImages.of(shape, network.classes(), VALIDATION, 2);
    return new TrainingPlan(network, training, train, validation, () -> 1);
  }

  static TrainingSpec training(int epochs, Optimizer optimizer, double l2) {
    return new TrainingSpec(
        epochs, BATCH, optimizer, l2, Augmentation.NONE, 7, Validation.onTest(), EngineChoice.AUTO);
  }
}
