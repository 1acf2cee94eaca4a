package dev.trainyard.experiment.ledger;

import dev.trainyard.catalog.Presets;
import dev.trainyard.experiment.ExperimentSpec;
import dev.trainyard.experiment.Provenance;
import dev.trainyard.experiment.TrialSpec;
import dev.trainyard.experiment.spec.CellSpecs;
import dev.trainyard.network.NetworkSpec;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Writes specs into the database and reads them back. */
@Component
class SpecStore {
  private static final String TRAINING = "training";

  private final JsonMapper json;
  private final CellSpecs cells;

  SpecStore(JsonMapper json, CellSpecs cells) {
    this.json = json;
    this.cells = cells;
  }

  String write(Object value) {
    return json.writeValueAsString(value);
  }

  /** What a former version of the service did not store has its default. */
  ExperimentSpec spec(Experiment experiment) {
    JsonNode stored = json.readTree(experiment.spec());
    if (stored.path(TRAINING) instanceof ObjectNode training) {
      Presets.complete(training);
    }
    return json.treeToValue(stored, ExperimentSpec.class);
  }

  NetworkSpec layers(Experiment experiment) {
    return json.readValue(experiment.layers(), NetworkSpec.class);
  }

  Map<String, JsonNode> parameters(Trial trial) {
    return json.readValue(trial.parameters(), new TypeReference<Map<String, JsonNode>>() {});
  }

  /** As {@link #parameters}, as numbers, strings and booleans. */
  Map<String, Object> plainParameters(Trial trial) {
    return json.readValue(trial.parameters(), new TypeReference<Map<String, Object>>() {});
  }

  Provenance provenance(String stored) {
    return json.readValue(stored, Provenance.class);
  }

  /** What a stored trial trains. */
  TrialSpec trialSpec(Experiment experiment, Trial trial) {
    ExperimentSpec spec = spec(experiment);
    return cells.cell(
        spec.dataset(),
        cells.tree(layers(experiment), spec.training().withSeed(trial.seed())),
        parameters(trial));
  }
}
