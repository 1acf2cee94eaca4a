package dev.trainyard.experiment.spec;

import dev.trainyard.experiment.TrialSpec;
import dev.trainyard.network.NetworkSpec;
import dev.trainyard.training.TrainingSpec;
import dev.trainyard.training.Validation;
import dev.trainyard.web.RequestBinder;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Puts the values of a cell where their paths lead. */
@Component
public class CellSpecs {
  static final String NETWORK = "network";
  static final String TRAINING = "training";

  /** Where the paths of a validation's values begin. */
  public static final String VALIDATION = "training.validation.";

  private final JsonMapper json;
  private final RequestBinder binder;

  /** Specs that are read with these. */
  public CellSpecs(JsonMapper json, RequestBinder binder) {
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

  /** The specs of the cells of one sweep, each checked as a request is. */
  SweptSpecs swept(String dataset, ObjectNode tree) {
    return new SweptSpecs(binder, dataset, tree);
  }

  /**
   * The spec of one cell that was checked when it was stored.
   *
   * @param parameters values by paths that exist in the tree
   * @throws JacksonException if this version of the service cannot read it
   */
  public TrialSpec stored(String dataset, ObjectNode tree, Map<String, JsonNode> parameters) {
    ObjectNode own = with(tree, parameters);
    return new TrialSpec(
        dataset,
        json.treeToValue(own.path(NETWORK), NetworkSpec.class),
        json.treeToValue(own.path(TRAINING), TrainingSpec.class));
  }

  /**
   * What the values of a cell make of a validation.
   *
   * @param parameters values by paths; those that lead elsewhere do not matter
   */
  public Validation validation(Validation usual, Map<String, JsonNode> parameters) {
    ObjectNode own = json.valueToTree(usual);
    parameters.forEach(
        (path, value) -> {
          if (path.startsWith(VALIDATION)) {
            own.set(path.substring(VALIDATION.length()), value);
          }
        });
    return json.treeToValue(own, Validation.class);
  }

  static ObjectNode with(ObjectNode tree, Map<String, JsonNode> parameters) {
    ObjectNode own = tree.deepCopy();
    parameters.forEach((path, value) -> ParameterPath.parse(path).orElseThrow().set(own, value));
    return own;
  }
}
