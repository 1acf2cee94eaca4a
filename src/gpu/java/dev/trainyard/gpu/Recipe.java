package dev.trainyard.gpu;

import dev.trainyard.catalog.Preset;
import dev.trainyard.catalog.Presets;
import dev.trainyard.dataset.BuiltInDatasets;
import dev.trainyard.dataset.DatasetStore;
import dev.trainyard.dataset.ImageDataset;
import dev.trainyard.dataset.LabelledImages;
import dev.trainyard.engine.TrainingPlan;
import dev.trainyard.network.Network;
import dev.trainyard.network.Shape;
import dev.trainyard.training.TrainingSpec;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** MNIST as the archive has it, and the presets with the recipes that they come with. */
public final class Recipe {
  private static final DatasetStore STORE =
      new DatasetStore(Settings.home().resolve("data"), List.of());

  private Recipe() {}

  /** All 60,000 and 10,000 images, their checksums verified. */
  public static ImageDataset mnist() {
    try {
      return STORE.get(BuiltInDatasets.MNIST);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  /**
   * The fraction of the images where bits are compared: a tenth of the others, 3 mini-batches at
   * least.
   */
  static double few() {
    return Math.max(0.005, 0.1 * Settings.own().share());
  }

  /** A preset on the first of the images; for the CPU's engine with {@code threads} threads. */
  static TrainingPlan plan(
      String name, double share, int threads, UnaryOperator<TrainingSpec> change) {
    Preset preset = Presets.find(name).orElseThrow();
    ImageDataset mnist = mnist();
    return new TrainingPlan(
        Network.of(preset.network(), new Shape.Image(28, 28, 1), 10),
        change.apply(preset.training()),
        first(mnist.train(), share),
        first(mnist.test(), share),
        () -> threads);
  }

  private static LabelledImages first(LabelledImages images, double share) {
    int count = (int) Math.ceil(share * images.count());
    return count == images.count() ? images : images.only(IntStream.range(0, count).toArray());
  }
}
