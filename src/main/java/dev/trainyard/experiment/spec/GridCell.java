package dev.trainyard.experiment.spec;

import dev.trainyard.network.Network;
import dev.trainyard.training.TrainingSpec;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A point of a sweep's grid.
 *
 * @param parameters the swept values by path; empty without a sweep
 */
public record GridCell(Map<String, JsonNode> parameters, Network network, TrainingSpec training) {

  /** See {@link Workload}. */
  public String workload() {
    return Workload.of(network, training);
  }
}
