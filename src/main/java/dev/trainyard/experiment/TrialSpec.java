package dev.trainyard.experiment;

import dev.trainyard.catalog.Datasets;
import dev.trainyard.dataset.ImageDataset;
import dev.trainyard.engine.Holdout;
import dev.trainyard.engine.TrainingPlan;
import dev.trainyard.network.InvalidNetwork;
import dev.trainyard.network.Network;
import dev.trainyard.network.NetworkSpec;
import dev.trainyard.training.TrainingSpec;
import java.util.function.IntSupplier;

/** All that decides the result of one trial: its cell's parameters and its seed are filled in. */
public record TrialSpec(String dataset, NetworkSpec network, TrainingSpec training) {

  /**
   * All that an engine needs to train it.
   *
   * @param threads how many threads the engine may use, at least 1; asked often
   * @throws InvalidNetwork if the network does not fit the dataset
   */
  public TrainingPlan plan(ImageDataset images, IntSupplier threads) {
    Network shaped = Datasets.fit(network, images.facts());
    int heldOut = training.validation().heldOut(images.train().count());
    if (heldOut == 0) {
      return new TrainingPlan(shaped, training, images.train(), images.test(), threads);
    }
    Holdout split = Holdout.of(images.train(), heldOut, training.seed());
    return new TrainingPlan(shaped, training, split.train(), split.heldOut(), threads);
  }
}
