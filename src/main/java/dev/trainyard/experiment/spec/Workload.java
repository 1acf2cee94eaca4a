package dev.trainyard.experiment.spec;

import dev.trainyard.network.Network;
import dev.trainyard.training.TrainingSpec;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** What an epoch costs, as far as it does not depend on the machine. */
public final class Workload {

  private Workload() {}

  /**
   * Equal for trials whose epochs cost the same: same layers, batch size, optimizer, augmentation
   * and engine.
   */
  static String of(Network network, TrainingSpec training) {
    String text =
        "%s %s %d %s %s %s"
            .formatted(
                network.input(),
                network.layers(),
                training.batchSize(),
                training.optimizer().type(),
                training.augmentation(),
                training.engine());
    return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
