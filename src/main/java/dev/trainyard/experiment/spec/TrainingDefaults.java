package dev.trainyard.experiment.spec;

import dev.trainyard.training.Optimizer;
import dev.trainyard.training.TrainingSpec;
import dev.trainyard.web.RequestBinder;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Fills in what a request leaves out of a training. */
@Component
class TrainingDefaults {
  private static final String OPTIMIZER = "optimizer";
  private static final String SCHEDULE = "schedule";
  private static final String TYPE = "type";

  private final JsonMapper json;

  TrainingDefaults(JsonMapper json) {
    this.json = json;
  }

  /**
   * A whole training: the request's values where it has some, the preset's elsewhere. An optimizer
   * or a schedule of another type than the preset's starts from its own defaults.
   */
  ObjectNode complete(TrainingSpec preset, @Nullable ObjectNode request) {
    ObjectNode whole = json.valueToTree(preset);
    if (request != null) {
      if (request.path(OPTIMIZER) instanceof ObjectNode optimizer) {
        whole.set(OPTIMIZER, defaults(optimizer, whole.path(OPTIMIZER)));
      }
      if (!request.at("/schedule/type").equals(whole.at("/schedule/type"))
          && request.path(SCHEDULE).has(TYPE)) {
        whole.set(SCHEDULE, json.createObjectNode());
      }
      RequestBinder.merge(whole, request);
    }
    return whole;
  }

  private JsonNode defaults(ObjectNode asked, JsonNode preset) {
    JsonNode type = asked.path(TYPE);
    if (type.isMissingNode() || type.equals(preset.path(TYPE))) {
      return preset;
    }
    return Optimizer.defaults().stream()
        .<JsonNode>map(json::valueToTree)
        .filter(tree -> tree.path(TYPE).equals(type))
        .findFirst()
        .orElseGet(json::createObjectNode);
  }
}
