package dev.trainyard.experiment.spec;

import dev.trainyard.catalog.Datasets;
import dev.trainyard.dataset.DatasetFacts;
import dev.trainyard.engine.Engines;
import dev.trainyard.experiment.ExperimentSpec;
import dev.trainyard.experiment.TrialSpec;
import dev.trainyard.network.InvalidNetwork;
import dev.trainyard.network.Network;
import dev.trainyard.network.NetworkSpec;
import dev.trainyard.refusal.Refusal;
import dev.trainyard.refusal.WrongField;
import dev.trainyard.training.Averaging;
import dev.trainyard.training.TrainingSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Lays a sweep out as cells. */
@Component
class Grid {
  private static final String SEED = "training.seed";
  private static final int LONGEST_QUOTE = 100;

  private final CellSpecs specs;
  private final Engines engines;

  Grid(CellSpecs specs, Engines engines) {
    this.specs = specs;
    this.engines = engines;
  }

  /**
   * The cells, the last parameter changing fastest.
   *
   * @throws Refusal INVALID naming the path and the value that is wrong, or the limit that a grid
   *     or a cell of it exceeds
   */
  List<GridCell> cells(
      ExperimentSpec spec, NetworkSpec layers, DatasetFacts facts, CellLimits limits) {
    ObjectNode tree = specs.tree(layers, spec.training());
    requireSize(spec, limits);
    SweptSpecs swept = specs.swept(spec.dataset(), tree);
    spec.sweep().forEach((path, values) -> check(path, values, tree, swept));
    return points(spec.sweep()).stream().map(point -> cell(point, swept, facts, limits)).toList();
  }

  private static void requireSize(ExperimentSpec spec, CellLimits limits) {
    long trials = spec.replicates();
    for (List<JsonNode> values : spec.sweep().values()) {
      trials = Math.min(Integer.MAX_VALUE, trials * values.size());
    }
    limits.requireTrials(spec.sweep().isEmpty() ? "replicates" : "sweep", trials);
  }

  private static void check(String path, List<JsonNode> values, ObjectNode tree, SweptSpecs swept) {
    String field = "sweep." + path;
    JsonNode usual =
        ParameterPath.parse(path)
            .map(parsed -> parsed.find(tree))
            .orElseThrow(() -> noSuchPath(field));
    if (!usual.isValueNode() || path.endsWith(".type")) {
      throw noSuchPath(field);
    }
    if (path.equals(SEED)) {
      throw Refusal.invalid(field, "is what replicates are for");
    }
    Set<Object> seen = new HashSet<>();
    for (int i = 0; i < values.size(); i++) {
      JsonNode value = values.get(i);
      String at = "%s[%d]".formatted(field, i);
      requireFit(at, path, value, swept);
      // 0.0 + -0.0 is 0.0: to train with one is to train with the other.
      if (!seen.add(value.isNumber() ? 0.0 + value.doubleValue() : value)) {
        throw Refusal.invalid(at, "is %s, which is in the list twice".formatted(quoted(value)));
      }
    }
  }

  private static void requireFit(String at, String path, JsonNode value, SweptSpecs swept) {
    try {
      swept.of(Map.of(path, value));
    } catch (Refusal e) {
      throw Refusal.invalid(
          at, "is %s, which does not fit: %s".formatted(quoted(value), e.getMessage()));
    }
  }

  private static String quoted(JsonNode value) {
    return WrongField.shorten(value.toString(), LONGEST_QUOTE);
  }

  private static Refusal noSuchPath(String field) {
    return Refusal.invalid(
        field,
        "is not the path of a value; paths look like training.l2, training.optimizer.learningRate or network.layers[1].units");
  }

  private static List<Map<String, JsonNode>> points(Map<String, List<JsonNode>> sweep) {
    List<Map<String, JsonNode>> points = List.of(Map.of());
    for (Map.Entry<String, List<JsonNode>> parameter : sweep.entrySet()) {
      List<Map<String, JsonNode>> longer = new ArrayList<>();
      for (Map<String, JsonNode> point : points) {
        for (JsonNode value : parameter.getValue()) {
          Map<String, JsonNode> next = new LinkedHashMap<>(point);
          next.put(parameter.getKey(), value);
          longer.add(next);
        }
      }
      points = longer;
    }
    return points;
  }

  private GridCell cell(
      Map<String, JsonNode> point, SweptSpecs swept, DatasetFacts facts, CellLimits limits) {
    TrialSpec trial = swept.of(point);
    try {
      Network network = Datasets.fit(trial.network(), facts);
      engines
          .obstacle(network, trial.training())
          .ifPresent(
              obstacle -> {
                throw refused("training.engine", obstacle, point);
              });
      limits
          .exceeded(network, trial.training(), facts.train().count())
          .ifPresent(
              wrong -> {
                throw refused(wrong.field(), wrong.message(), point);
              });
      requireAverage(trial.training(), point);
      return new GridCell(point, network, trial.training());
    } catch (InvalidNetwork e) {
      throw refused("network." + e.field(), String.valueOf(e.getMessage()), point);
    }
  }

  private static void requireAverage(TrainingSpec training, Map<String, JsonNode> point) {
    Averaging averaging = training.averaging();
    if (averaging != null && !averaging.includes(training.epochs())) {
      throw refused(
          "training.averaging.fromEpoch",
          "is %d, after the last of %d epochs".formatted(averaging.fromEpoch(), training.epochs()),
          point);
    }
  }

  private static Refusal refused(String field, String message, Map<String, JsonNode> point) {
    return Refusal.invalid(
        field, point.isEmpty() ? message : "%s; with %s".formatted(message, point));
  }
}
