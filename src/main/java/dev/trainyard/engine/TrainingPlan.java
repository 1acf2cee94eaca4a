package dev.trainyard.engine;

import dev.trainyard.dataset.LabelledImages;
import dev.trainyard.network.Network;
import dev.trainyard.training.TrainingSpec;
import java.util.function.IntSupplier;

/**
 * All that an engine needs to train one trial.
 *
 * @param threads how many threads the engine may use, at least 1; asked often, because other trials
 *     come and go; the result does not depend on it
 */
public record TrainingPlan(
    Network network,
    TrainingSpec training,
    LabelledImages trainImages,
    LabelledImages validationImages,
    IntSupplier threads) {

  /** Mini-batches of an epoch; the last one may be smaller. */
  public int batches() {
    return Math.ceilDiv(trainImages.count(), training.batchSize());
  }

  /** The state before the first mini-batch. */
  public Checkpoint beginning() {
    return new Checkpoint(0, InitialParameters.of(network, training.seed()), new float[0]);
  }
}
