package dev.trainyard.catalog;

import dev.trainyard.network.Activation;
import dev.trainyard.network.Layer;
import dev.trainyard.network.Layer.Conv2d;
import dev.trainyard.network.Layer.Dense;
import dev.trainyard.network.Layer.Flatten;
import dev.trainyard.network.Layer.MaxPool2d;
import dev.trainyard.network.NetworkSpec;
import dev.trainyard.network.Padding;
import dev.trainyard.training.Augmentation;
import dev.trainyard.training.EngineChoice;
import dev.trainyard.training.Optimizer;
import dev.trainyard.training.TrainingSpec;
import dev.trainyard.training.Validation;
import java.util.List;
import java.util.Optional;

/** All presets, as data. */
public final class Presets {

  /** How a network is trained that has no preset. */
  public static final TrainingSpec DEFAULT_TRAINING = training(10, new Optimizer.Sgd(0.1));

  private static final List<Preset> ALL =
      List.of(
          new Preset(
              "baseline",
              "Two small hidden layers",
              "The starting point of an introductory course: the image as a vector of 784 numbers,"
                  + " two hidden layers of 64 ReLU units and a softmax over the ten classes, trained"
                  + " with plain stochastic gradient descent. About 97.5 % after 10 epochs on MNIST.",
              network(new Flatten(), relu(64), relu(64), softmax(10)),
              DEFAULT_TRAINING),
          new Preset(
              "hinton-500-300",
              "784-500-300-10",
              "Two hidden layers of 500 and 300 ReLU units. A network of this size, with weight decay,"
                  + " stands in the table on the MNIST web page with 1.53 % test error (Hinton,"
                  + " unpublished, 2005), that is an accuracy of 98.47 %. Ten times the parameters of the"
                  + " baseline: it can learn every training image by heart, so regularisation has"
                  + " something to do.",
              network(new Flatten(), relu(500), relu(300), softmax(10)),
              training(40, new Optimizer.Sgd(0.1))),
          new Preset(
              "lenet",
              "Two convolutions after LeNet-5",
              "A convolutional network after LeNet-5 (LeCun, Bottou, Bengio and Haffner 1998), in the"
                  + " widths that Caffe's MNIST example made common: 20 and 50 kernels of 5x5, each"
                  + " followed by max pooling, then 500 ReLU units and a softmax. It looks for the same"
                  + " strokes everywhere in the image and reaches 99 % on MNIST.",
              network(
                  conv(20),
                  new MaxPool2d(2, 2, Padding.VALID),
                  conv(50),
                  new MaxPool2d(2, 2, Padding.VALID),
                  new Flatten(),
                  relu(500),
                  softmax(10)),
              training(10, new Optimizer.Adam(0.001, 0.9, 0.999, 1e-7))));

  private Presets() {}

  /** The preset with this name, if there is one. */
  public static Optional<Preset> find(String name) {
    return ALL.stream().filter(preset -> preset.name().equals(name)).findFirst();
  }

  /** All presets, from small to large. */
  public static List<Preset> all() {
    return ALL;
  }

  /** The names of all presets, from small to large. */
  public static List<String> names() {
    return ALL.stream().map(Preset::name).toList();
  }

  private static TrainingSpec training(int epochs, Optimizer optimizer) {
    Validation validation = Validation.onTest();
    return new TrainingSpec(
        epochs, 128, optimizer, 0, Augmentation.NONE, 1, validation, EngineChoice.AUTO);
  }

  private static NetworkSpec network(Layer... layers) {
    return new NetworkSpec(List.of(layers));
  }

  private static Layer relu(int units) {
    return new Dense(units, Activation.RELU);
  }

  private static Layer softmax(int classes) {
    return new Dense(classes, Activation.SOFTMAX);
  }

  private static Layer conv(int filters) {
    return new Conv2d(filters, 5, 1, Padding.VALID, Activation.RELU);
  }
}
