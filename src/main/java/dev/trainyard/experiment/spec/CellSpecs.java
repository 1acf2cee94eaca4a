package dev.trainyard.experiment.spec;

import dev.trainyard.experiment.TrialSpec;
import dev.trainyard.network.NetworkSpec;
import dev.trainyard.refusal.Refusal;
import dev.trainyard.training.TrainingSpec;
import dev.trainyard.web.RequestBinder;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Puts the values of a cell where their paths lead. */
@Component
public class CellSpecs {
  private static final String NETWORK = "network";
  private static final String TRAINING = "training";

  private final JsonMapper json;
  private final RequestBinder binder;

  CellSpecs(JsonMapper json, RequestBinder binder) {
    this.json = json;
    this.binder = binder;
  }

  /** The tree in which the paths of a sweep are looked up. */
  public ObjectNode tree(NetworkSpec layers, TrainingSpec training) {
    ObjectNode tree = json.createObjectNode();
    tree.set(NETWORK, json.valueToTree(layers));
    tree.set(TRAINING, json.valueToTree(training));
    return tree;
  }

  /**
   * The spec of one cell.
   *
   * @param parameters values by paths that exist in the tree
   * @throws Refusal INVALID if a value does not fit where its path leads
   */
  public TrialSpec cell(String dataset, ObjectNode tree, Map<String, JsonNode> parameters) {
    ObjectNode own = tree.deepCopy();
    parameters.forEach((path, value) -> ParameterPath.parse(path).orElseThrow().set(own, value));
    return new TrialSpec(
        dataset,
        binder.bind(own.path(NETWORK), NetworkSpec.class, NETWORK),
        binder.bind(own.path(TRAINING), TrainingSpec.class, TRAINING));
  }
}
