package dev.trainyard.outcome;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.trainyard.outcome.Curves.TrialCurve;
import dev.trainyard.outcome.MainEffects.MissingTrial;
import dev.trainyard.refusal.Refusal;
import dev.trainyard.statistics.SeedTable;
import dev.trainyard.training.Metric;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A figure of all cells of a grid in the replicates that each of them has.
 *
 * @param parameters of each cell by path
 * @param figures of each cell by replicate, with no replicate but those of the table
 * @param missing all trials that have no finite figure
 */
record BalancedCells(
    List<Map<String, Object>> parameters,
    List<Map<Integer, Double>> figures,
    List<MissingTrial> missing) {
  private static final int MOST_NAMED = 3;

  /**
   * Takes the figures of completed trials.
   *
   * @throws Refusal CONFLICT if there is a single cell, if the cells are no grid, if a halving has
   *     not trained them alike, or if there is no replicate that all cells have
   */
  static BalancedCells of(Curves curves, Metric metric, Figure figure) {
    List<Cell> cells = curves.cells(metric);
    if (cells.size() < 2) {
      throw Refusal.conflict(
          "experiment %d has a single cell, so no parameter has an effect in it; sweep at least one over two values or more"
              .formatted(curves.experimentId()));
    }
    if (!Sweep.isGrid(cells.stream().map(Cell::parameters).toList())) {
      throw Refusal.conflict(
          "experiment %d has cells that a search has drawn, and the effects of parameters that all change at once cannot be told apart; /experiments/%1$d/sweep.png shows the figure along each of them, and a sweep over lists without a search has effects"
              .formatted(curves.experimentId()));
    }
    if (cells.stream().anyMatch(Cell::pruned)) {
      throw Refusal.conflict(
          "experiment %d has cells that its halving has stopped early, so the effect of a parameter is confounded with the length of the training; /experiments/%1$d/sweep.png shows both, and once it has ended, a resume with {\"epochs\": ...} trains all cells for the same number of epochs"
              .formatted(curves.experimentId()));
    }
    List<Map<Integer, Double>> figures = cells.stream().map(cell -> figures(cell, figure)).toList();
    TreeSet<Integer> common = new TreeSet<>(figures.getFirst().keySet());
    figures.forEach(cell -> common.retainAll(cell.keySet()));
    if (common.isEmpty()) {
      throw Refusal.conflict(holes(curves.experimentId(), cells, figures));
    }
    List<MissingTrial> missing = new ArrayList<>();
    for (int i = 0; i < cells.size(); i++) {
      missing(cells.get(i), figures.get(i)).map(BalancedCells::asMissing).forEach(missing::add);
    }
    figures.forEach(cell -> cell.keySet().retainAll(common));
    return new BalancedCells(cells.stream().map(Cell::parameters).toList(), figures, missing);
  }

  /** Some of the cells. */
  BalancedCells only(List<Integer> places) {
    return new BalancedCells(
        places.stream().map(parameters::get).toList(),
        places.stream().map(figures::get).toList(),
        missing);
  }

  SeedTable table() {
    return SeedTable.of(figures);
  }

  private static Map<Integer, Double> figures(Cell cell, Figure figure) {
    Map<Integer, Double> figures = new LinkedHashMap<>();
    List<TrialCurve> completed = cell.completed();
    List<Double> values = completed.isEmpty() ? List.of() : figure.of(cell).values();
    for (int i = 0; i < completed.size(); i++) {
      if (Double.isFinite(values.get(i))) {
        figures.put(completed.get(i).replicate(), values.get(i));
      }
    }
    return figures;
  }

  private static Stream<TrialCurve> missing(Cell cell, Map<Integer, Double> figures) {
    return cell.trials().stream().filter(trial -> !figures.containsKey(trial.replicate()));
  }

  private static MissingTrial asMissing(TrialCurve trial) {
    return new MissingTrial(trial.trial(), trial.replicate(), trial.parameters(), trial.status());
  }

  /** Which cells stand in the way, those with the fewest figures first, and what can be done. */
  private static String holes(long id, List<Cell> cells, List<Map<Integer, Double>> figures) {
    record Hole(Cell cell, Map<Integer, Double> figures) {}
    List<Hole> holes = new ArrayList<>();
    for (int i = 0; i < cells.size(); i++) {
      if (figures.get(i).size() < cells.get(i).trials().size()) {
        holes.add(new Hole(cells.get(i), figures.get(i)));
      }
    }
    holes.sort(Comparator.comparingInt(hole -> hole.figures.size()));
    boolean mayCome =
        cells.stream()
            .flatMap(cell -> cell.trials().stream())
            .anyMatch(trial -> !trial.status().isFinal());
    int more = holes.size() - MOST_NAMED;
    return "experiment %d has no replicate that is completed in all of its %d cells, and the effects in a grid with holes cannot be told apart: %s%s; %s"
        .formatted(
            id,
            cells.size(),
            holes.stream()
                .limit(MOST_NAMED)
                .map(hole -> hole(hole.cell, hole.figures))
                .collect(joining("; ")),
            more > 0 ? "; and %d more such cells".formatted(more) : "",
            mayCome
                ? "ask again when they are completed"
                : "resume it, or post the sweep without these values");
  }

  private static String hole(Cell cell, Map<Integer, Double> figures) {
    String where =
        cell.parameters().entrySet().stream()
            .map(value -> "%s = %s".formatted(value.getKey(), value.getValue()))
            .collect(joining(", "));
    String what =
        missing(cell, figures)
            .collect(
                groupingBy(
                    BalancedCells::why,
                    LinkedHashMap::new,
                    mapping(trial -> String.valueOf(trial.trial()), toList())))
            .entrySet()
            .stream()
            .map(
                trials ->
                    "%s %s %s"
                        .formatted(
                            trials.getValue().size() > 1 ? "trials" : "trial",
                            String.join(", ", trials.getValue()),
                            trials.getKey()))
            .collect(joining(", "));
    return "%s (%s)".formatted(where, what);
  }

  private static String why(TrialCurve trial) {
    return trial.status() == Status.COMPLETED
        ? "not finite"
        : trial.status().name().toLowerCase(Locale.ROOT);
  }
}
