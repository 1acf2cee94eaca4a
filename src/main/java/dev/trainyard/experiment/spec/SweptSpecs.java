package dev.trainyard.experiment.spec;

import dev.trainyard.experiment.TrialSpec;
import dev.trainyard.network.NetworkSpec;
import dev.trainyard.refusal.Refusal;
import dev.trainyard.training.TrainingSpec;
import dev.trainyard.web.RequestBinder;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The specs of one sweep's cells. What several cells share is bound once: a network may be long.
 */
final class SweptSpecs {
  private final RequestBinder binder;
  private final String dataset;
  private final ObjectNode tree;
  private final Map<Map<String, JsonNode>, NetworkSpec> networks = new HashMap<>();
  private final Map<Map<String, JsonNode>, TrainingSpec> trainings = new HashMap<>();

  SweptSpecs(RequestBinder binder, String dataset, ObjectNode tree) {
    this.binder = binder;
    this.dataset = dataset;
    this.tree = tree;
  }

  /**
   * The spec of one cell, checked as a request is.
   *
   * @param parameters values by paths that exist in the tree
   * @throws Refusal INVALID if a value does not fit where its path leads
   */
  TrialSpec of(Map<String, JsonNode> parameters) {
    return new TrialSpec(
        dataset,
        networks.computeIfAbsent(
            within(CellSpecs.NETWORK, parameters),
            own -> bind(CellSpecs.NETWORK, own, NetworkSpec.class)),
        trainings.computeIfAbsent(
            within(CellSpecs.TRAINING, parameters),
            own -> bind(CellSpecs.TRAINING, own, TrainingSpec.class)));
  }

  private <T> T bind(String part, Map<String, JsonNode> parameters, Class<T> type) {
    return binder.bind(CellSpecs.with(tree, parameters).path(part), type, part);
  }

  private static Map<String, JsonNode> within(String part, Map<String, JsonNode> parameters) {
    return parameters.entrySet().stream()
        .filter(parameter -> parameter.getKey().startsWith(part + "."))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
