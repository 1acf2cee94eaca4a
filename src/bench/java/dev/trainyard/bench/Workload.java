package dev.trainyard.bench;

import dev.trainyard.catalog.Preset;
import dev.trainyard.catalog.Presets;
import dev.trainyard.network.Network;
import dev.trainyard.network.Network.PlacedLayer;
import dev.trainyard.network.Shape;
import dev.trainyard.training.TrainingSpec;
import java.util.List;

/** What every contestant trains: a preset at batch 128, with l2 where the table says so. */
enum Workload {
  BASELINE("baseline", 0),
  HINTON("hinton-500-300", 1e-5),
  LENET("lenet", 0);

  static final int TRAIN_IMAGES = 60_000;
  static final int VALIDATION_IMAGES = 10_000;

  private final String preset;
  private final double l2;

  Workload(String preset, double l2) {
    this.preset = preset;
    this.l2 = l2;
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

  /** The fraction of an epoch that PyTorch trains: its convolutions take half a minute for all. */
  double torchShare() {
    return this == LENET ? 0.25 : 1;
  }

  /** The fraction of an epoch that DL4J trains: its convolutions take minutes for all. */
  double dl4jShare() {
    return this == LENET ? 0.05 : 1;
  }

  Network network() {
    return Network.of(Presets.find(preset).orElseThrow().network(), new Shape.Image(28, 28, 1), 10);
  }

  /** The preset's training for as many epochs as anybody asks for. */
  TrainingSpec training() {
    Preset found = Presets.find(preset).orElseThrow();
    TrainingSpec defaults = found.training();
    return new TrainingSpec(
        10_000,
        128,
        defaults.optimizer(),
        l2,
        defaults.augmentation(),
        defaults.seed(),
        defaults.validation(),
        defaults.engine());
  }

  /**
   * Floating-point operations of one epoch with its validation: two per multiply-add, forward, for
   * the kernels' gradient, and for the inputs' gradient of every layer but the first with
   * parameters.
   */
  double epochFlops() {
    Network network = network();
    long first =
        network.layers().stream()
            .filter(layer -> layer.parameters() > 0)
            .findFirst()
            .map(PlacedLayer::multiplyAdds)
            .orElseThrow();
    double forward = 2.0 * network.multiplyAdds();
    return TRAIN_IMAGES * (3 * forward - 2.0 * first) + VALIDATION_IMAGES * forward;
  }
}
