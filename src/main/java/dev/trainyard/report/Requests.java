package dev.trainyard.report;

import dev.trainyard.catalog.Preset;
import dev.trainyard.catalog.Presets;
import dev.trainyard.experiment.ExperimentSpec;
import dev.trainyard.training.TrainingSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes experiments as requests that a reader can take in: what says the same as a default is left
 * out, but for what a recipe is made of.
 */
record Requests(JsonMapper json) {
  private static final Set<String> RECIPE =
      Set.of("epochs", "batchSize", "optimizer", "schedule", "l2", "seed");

  /** By the names of their files. */
  Map<String, String> of(List<Run> runs) {
    Map<String, String> requests = new LinkedHashMap<>();
    runs.forEach(run -> requests.put("requests/%s.json".formatted(run.key()), of(run.spec())));
    return requests;
  }

  private String of(ExperimentSpec spec) {
    ObjectNode request = json.valueToTree(spec);
    ObjectNode training = (ObjectNode) request.required("training");
    JsonNode usual = json.valueToTree(usual(spec));
    training
        .properties()
        .removeIf(
            field ->
                !RECIPE.contains(field.getKey())
                    && field.getValue().equals(usual.get(field.getKey())));
    if (spec.sweep().isEmpty()) {
      request.remove("sweep");
    }
    if (spec.priority() == 0) {
      request.remove("priority");
    }
    return json.writerWithDefaultPrettyPrinter().writeValueAsString(request);
  }

  private static TrainingSpec usual(ExperimentSpec spec) {
    return spec.network().json() instanceof String name
        ? Presets.find(name).map(Preset::training).orElse(Presets.DEFAULT_TRAINING)
        : Presets.DEFAULT_TRAINING;
  }
}
