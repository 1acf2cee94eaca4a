package dev.trainyard.engine.dl4j;

import dev.trainyard.engine.TrainingFailed;
import dev.trainyard.engine.TrainingPlan;
import dev.trainyard.network.Layer.BatchNorm;
import dev.trainyard.network.Network;
import dev.trainyard.network.Network.PlacedLayer;
import dev.trainyard.network.Shape;
import dev.trainyard.training.TrainingSpec;
import java.util.Optional;

/** DL4J fails on the batch normalisation of vectors where a mini-batch has one image. */
final class LoneImage {

  private LoneImage() {}

  /** Why DL4J cannot train the network whatever the number of images. */
  static Optional<String> obstacle(Network network, TrainingSpec training) {
    return training.batchSize() > 1
        ? Optional.empty()
        : normalisedVector(network)
            .map(
                placed ->
                    "layers[%d]: dl4j cannot normalise a vector in mini-batches of one image"
                        .formatted(placed.index()));
  }

  /**
   * Looks at the last mini-batch of an epoch.
   *
   * @throws TrainingFailed if it is one image, and there is a vector to normalise
   */
  static void refuse(TrainingPlan plan) {
    int images = plan.trainImages().count();
    int batchSize = plan.training().batchSize();
    if (images % batchSize != 1 % batchSize) {
      return;
    }
    normalisedVector(plan.network())
        .ifPresent(
            placed -> {
              throw new TrainingFailed(
                  "layers[%d]: dl4j cannot normalise a vector in a mini-batch of one image, which the last of %,d images would be in mini-batches of %,d; choose another batchSize or the engine fused"
                      .formatted(placed.index(), images, batchSize));
            });
  }

  private static Optional<PlacedLayer> normalisedVector(Network network) {
    return network.layers().stream()
        .filter(placed -> placed.layer() instanceof BatchNorm)
        .filter(placed -> placed.input() instanceof Shape.Vector)
        .findFirst();
  }
}
