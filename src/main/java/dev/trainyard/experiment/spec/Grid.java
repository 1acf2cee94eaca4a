package dev.trainyard.experiment.spec;

import dev.trainyard.catalog.Datasets;
import dev.trainyard.dataset.DatasetFacts;
import dev.trainyard.engine.Engines;
import dev.trainyard.experiment.ExperimentSpec;
import dev.trainyard.experiment.Halving;
import dev.trainyard.experiment.Swept;
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
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Lays a sweep out as cells: the grid of all its values, or what a search draws. */
@Component
class Grid {
  private static final String SEED = "training.seed";
  private static final String EPOCHS = "training.epochs";
  private static final String EARLY_STOPPING = "training.earlyStopping";
  private static final int LONGEST_QUOTE = 100;

  private final CellSpecs specs;
  private final Engines engines;

  Grid(CellSpecs specs, Engines engines) {
    this.specs = specs;
    this.engines = engines;
  }

  /**
   * The cells: of a grid with the last parameter changing fastest, of a search as they are drawn.
   *
   * @throws Refusal INVALID naming the path and the value that is wrong, or the limit that a grid
   *     or a cell of it exceeds
   */
  List<GridCell> cells(
      ExperimentSpec spec, NetworkSpec layers, DatasetFacts facts, CellLimits limits) {
    ObjectNode tree = specs.tree(layers, spec.training());
    requireSize(spec, limits);
    SweptSpecs swept = specs.swept(spec.dataset(), tree);
    requireSearch(spec);
    Map<String, Coordinate> coordinates = new LinkedHashMap<>();
    spec.sweep()
        .forEach((path, asked) -> coordinates.put(path, coordinate(path, asked, tree, swept)));
    requireRungs(spec);
    List<Map<String, JsonNode>> points =
        spec.search() == null
            ? points(spec.sweep())
            : new Sampler(coordinates).points(spec.search());
    return points.stream().map(point -> cell(point, swept, facts, limits)).toList();
  }

  private static void requireSize(ExperimentSpec spec, CellLimits limits) {
    if (spec.search() != null) {
      limits.requireTrials("search.samples", (long) spec.search().samples() * spec.replicates());
      return;
    }
    long trials = spec.replicates();
    for (Swept swept : spec.sweep().values()) {
      trials = Math.min(Integer.MAX_VALUE, trials * values(swept).size());
    }
    limits.requireTrials(spec.sweep().isEmpty() ? "replicates" : "sweep", trials);
  }

  /** A search is for ranges, and ranges are for a search. */
  private static void requireSearch(ExperimentSpec spec) {
    Optional<String> ranged =
        spec.sweep().entrySet().stream()
            .filter(one -> one.getValue() instanceof Swept.Between)
            .map(Map.Entry::getKey)
            .findFirst();
    if (spec.search() == null && ranged.isPresent()) {
      throw Refusal.invalid(
          "sweep." + ranged.get(),
          "is a range, which has to be drawn from: add \"search\":{\"samples\":16}, or give a list of values");
    }
    if (spec.search() != null && ranged.isEmpty()) {
      throw Refusal.invalid(
          "search",
          "draws from ranges, and nothing in the sweep is one: give a parameter a range such as {\"from\":0.000001,\"to\":0.001,\"scale\":\"log\"}, or leave search out for the grid of all values");
    }
  }

  /** What decides how long a cell is trained is the halving alone, and it has something to do. */
  private static void requireRungs(ExperimentSpec spec) {
    Halving halving = spec.halving();
    if (halving == null) {
      return;
    }
    if (spec.sweep().containsKey(EPOCHS)) {
      throw Refusal.invalid(
          "sweep." + EPOCHS, "is what search.halving decides; leave one of the two out");
    }
    Stream.concat(
            spec.training().earlyStopping() == null ? Stream.of() : Stream.of(EARLY_STOPPING),
            spec.sweep().keySet().stream()
                .filter(path -> path.startsWith(EARLY_STOPPING))
                .map("sweep."::concat))
        .findFirst()
        .ifPresent(
            field -> {
              throw Refusal.invalid(
                  field, "ends trainings, and so does search.halving; leave one of the two out");
            });
    int epochs = spec.training().epochs();
    if (halving.firstEpochs() >= epochs) {
      throw Refusal.invalid(
          "search.halving.firstEpochs",
          "is %d, which must be less than training.epochs, %d"
              .formatted(halving.firstEpochs(), epochs));
    }
    if (spec.search() != null && spec.search().samples() < halving.reduction()) {
      throw Refusal.invalid(
          "search.samples",
          "is %d, too few for a halving that keeps one of %d"
              .formatted(spec.search().samples(), halving.reduction()));
    }
  }

  private static Coordinate coordinate(
      String path, Swept asked, ObjectNode tree, SweptSpecs swept) {
    JsonNode usual = usual(path, tree);
    return switch (asked) {
      case Swept.Values(List<JsonNode> values) -> {
        check(path, values, swept);
        yield Coordinate.of(values);
      }
      case Swept.Between(Swept.Range range) -> {
        boolean whole = usual.isIntegralNumber();
        check(path, range, usual, swept);
        yield Coordinate.of(range, whole);
      }
    };
  }

  private static JsonNode usual(String path, ObjectNode tree) {
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
    return usual;
  }

  private static void check(String path, Swept.Range range, JsonNode usual, SweptSpecs swept) {
    String field = "sweep." + path;
    if (!usual.isNumber() && !usual.isNull()) {
      throw Refusal.invalid(
          field, "is a range, but the parameter is not a number; give a list of its values");
    }
    requireEnd(field + ".from", path, range.from(), range.scale(), usual, swept);
    requireEnd(field + ".to", path, range.to(), range.scale(), usual, swept);
    if (range.from() >= range.to()) {
      throw Refusal.invalid(
          field + ".to",
          "is %s, which must be more than from, %s"
              .formatted(end(range.to(), usual), end(range.from(), usual)));
    }
  }

  private static void requireEnd(
      String at, String path, double end, Swept.Scale scale, JsonNode usual, SweptSpecs swept) {
    if (scale == Swept.Scale.LOG && end <= 0) {
      throw Refusal.invalid(
          at,
          "is %s, which has no logarithm: begin above 0, or take \"scale\":\"linear\""
              .formatted(end(end, usual)));
    }
    if (usual.isIntegralNumber() && end != Math.rint(end)) {
      throw Refusal.invalid(at, "is %s; this parameter takes whole numbers".formatted(end));
    }
    requireFit(at, path, end(end, usual), swept);
  }

  private static JsonNode end(double end, JsonNode usual) {
    return usual.isIntegralNumber() && end == (long) end
        ? Coordinate.wholeNumber(end)
        : Coordinate.number(end);
  }

  private static void check(String path, List<JsonNode> values, SweptSpecs swept) {
    String field = "sweep." + path;
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

  private static List<JsonNode> values(Swept swept) {
    return swept instanceof Swept.Values(List<JsonNode> values) ? values : List.of();
  }

  private static List<Map<String, JsonNode>> points(Map<String, Swept> sweep) {
    List<Map<String, JsonNode>> points = List.of(Map.of());
    for (Map.Entry<String, Swept> parameter : sweep.entrySet()) {
      List<Map<String, JsonNode>> longer = new ArrayList<>();
      for (Map<String, JsonNode> point : points) {
        for (JsonNode value : values(parameter.getValue())) {
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
    int all = facts.train().count();
    int trainingImages = all - trial.training().validation().heldOut(all);
    try {
      Network network = Datasets.fit(trial.network(), facts);
      engines
          .obstacle(network, trial.training())
          .ifPresent(
              obstacle -> {
                throw refused("training.engine", obstacle, point);
              });
      limits
          .exceeded(network, trial.training(), trainingImages)
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
          "is %d, but the last epoch is %d".formatted(averaging.fromEpoch(), training.epochs()),
          point);
    }
  }

  private static Refusal refused(String field, String message, Map<String, JsonNode> point) {
    return Refusal.invalid(
        field, point.isEmpty() ? message : "%s; with %s".formatted(message, point));
  }
}
