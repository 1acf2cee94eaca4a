package dev.trainyard.bench;

import dev.trainyard.catalog.Presets;
import dev.trainyard.engine.StateLayout;
import dev.trainyard.network.Layer;
import dev.trainyard.network.Network;
import dev.trainyard.network.Network.PlacedLayer;
import dev.trainyard.network.Shape;
import dev.trainyard.training.Augmentation;
import dev.trainyard.training.EngineChoice;
import dev.trainyard.training.Optimizer;
import dev.trainyard.training.TrainingSpec;
import dev.trainyard.training.Validation;
import java.util.List;

/** What every contestant trains: the layers of a preset, by a recipe that all know. */
enum Workload {
  BASELINE("baseline", 128, Plain.SGD, 0, Shares.ALL),
  HINTON("hinton-500-300", 128, Plain.SGD, 1e-5, Shares.ALL),
  LENET("lenet", 128, Plain.ADAM, 0, new Shares(1, 0.25, 0.05)),
  CNN_FAST("cnn-fast", 48, Plain.ADAM, 0, new Shares(1, 0.25, 0.05)),
  CNN_ACCURATE("cnn-accurate", 128, Plain.ADAM, 0, new Shares(0.25, 0.1, 0.01));

  /** Of a class of its own, for the workloads are made before what their class has in common. */
  private static final class Plain {
    static final Optimizer SGD = new Optimizer.Sgd(0.1);
    static final Optimizer ADAM = new Optimizer.Adam(0.001, 0.9, 0.999, 1e-7);
  }

  /**
   * The fraction of an epoch that a contestant trains, for convolutions take minutes for all.
   *
   * @param fused of Trainyard's engine of its own
   * @param torch of PyTorch
   * @param dl4j of DL4J
   */
  record Shares(double fused, double torch, double dl4j) {
    static final Shares ALL = new Shares(1, 1, 1);
  }

  static final int TRAIN_IMAGES = 60_000;
  static final int VALIDATION_IMAGES = 10_000;

  /** Of MNIST's 784: those that the fused engine keeps as a list of what is not black. */
  private static final int BLACK_PIXELS = 386;

  private final String preset;

  @SuppressWarnings("ImmutableEnumChecker") // All optimizers are records of numbers.
  private final Optimizer optimizer;

  private final int batchSize;
  private final double l2;

  @SuppressWarnings("ImmutableEnumChecker") // They are numbers, too.
  private final Shares shares;

  Workload(String preset, int batchSize, Optimizer optimizer, double l2, Shares shares) {
    this.preset = preset;
    this.batchSize = batchSize;
    this.optimizer = optimizer;
    this.l2 = l2;
    this.shares = shares;
  }

  static Workload named(String preset) {
    return List.of(values()).stream()
        .filter(workload -> workload.preset.equals(preset))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("unknown workload " + preset));
  }

  String preset() {
    return preset;
  }

  /** Images in a mini-batch. */
  int batchSize() {
    return batchSize;
  }

  Shares shares() {
    return shares;
  }

  /** The length of the optimizer's state. */
  int states() {
    return StateLayout.of(network(), optimizer.states()).size();
  }

  Network network() {
    return Network.of(Presets.find(preset).orElseThrow().network(), new Shape.Image(28, 28, 1), 10);
  }

  /** For as many epochs as anybody asks for. */
  TrainingSpec training() {
    return new TrainingSpec(
        10_000,
        batchSize,
        optimizer,
        l2,
        Augmentation.NONE,
        1,
        Validation.onTest(),
        EngineChoice.AUTO);
  }

  /**
   * Floating-point operations of one epoch with its validation: two per multiply-add, forward, for
   * the kernels' gradient, and for the inputs' gradient of every layer but the first with
   * parameters.
   */
  double epochFlops() {
    double forward = 2.0 * network().multiplyAdds();
    return TRAIN_IMAGES * (3 * forward - 2.0 * first().multiplyAdds())
        + VALIDATION_IMAGES * forward;
  }

  /**
   * Of {@link #epochFlops}, those that the fused engine leaves out: the products of a first dense
   * layer, forward and for its kernel's gradient, with pixels that are black in nearly all images.
   */
  double leftOutFlops() {
    PlacedLayer first = first();
    double inputs = first.layer() instanceof Layer.Dense ? BLACK_PIXELS : 0;
    return 2 * inputs * first.output().size() * (2 * TRAIN_IMAGES + VALIDATION_IMAGES);
  }

  /**
   * Whether the fused engine may convolve by Fourier transforms, whose operations are not counted.
   */
  boolean convolves() {
    return network().layers().stream().anyMatch(placed -> placed.layer() instanceof Layer.Conv2d);
  }

  /** The first layer with parameters. */
  private PlacedLayer first() {
    return network().layers().stream()
        .filter(layer -> layer.parameters() > 0)
        .findFirst()
        .orElseThrow();
  }
}
