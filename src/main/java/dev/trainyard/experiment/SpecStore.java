package dev.trainyard.experiment;

import dev.trainyard.catalog.Presets;
import dev.trainyard.network.NetworkSpec;
import dev.trainyard.problem.Problem;
import dev.trainyard.problem.RequestBinder;
import dev.trainyard.training.TrainingSpec;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Writes specs into the database and reads them back. */
@Component
class SpecStore {
  private static final String NETWORK = "network";
  private static final String TRAINING = "training";

  private final JsonMapper json;
  private final RequestBinder binder;

  SpecStore(JsonMapper json, RequestBinder binder) {
    this.json = json;
    this.binder = binder;
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
    return cell(
        spec.dataset(),
        tree(layers(experiment), spec.training().withSeed(trial.seed())),
        parameters(trial));
  }

  /** The tree in which the paths of a sweep are looked up. */
  ObjectNode tree(NetworkSpec layers, TrainingSpec training) {
    ObjectNode tree = json.createObjectNode();
    tree.set(NETWORK, json.valueToTree(layers));
    tree.set(TRAINING, json.valueToTree(training));
    return tree;
  }

  /**
   * The spec of one cell.
   *
   * @param parameters values by paths that exist in the tree
   * @throws Problem 400 if a value does not fit where its path leads
   */
  TrialSpec cell(String dataset, ObjectNode tree, Map<String, JsonNode> parameters) {
    ObjectNode own = tree.deepCopy();
    parameters.forEach((path, value) -> ParameterPath.parse(path).orElseThrow().set(own, value));
    return new TrialSpec(
        dataset,
        binder.bind(own.path(NETWORK), NetworkSpec.class, NETWORK),
        binder.bind(own.path(TRAINING), TrainingSpec.class, TRAINING));
  }
}
