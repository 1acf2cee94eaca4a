package dev.trainyard.experiment;

import dev.trainyard.network.Network;
import dev.trainyard.training.TrainingSpec;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A point of a sweep's grid.
 *
 * @param parameters the swept values by path; empty without a sweep
 */
record Cell(Map<String, JsonNode> parameters, Network network, TrainingSpec training) {

  /** See {@link Workload}. */
  String workload() {
    return Workload.of(network, training);
  }
}
