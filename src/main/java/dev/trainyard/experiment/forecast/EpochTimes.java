package dev.trainyard.experiment.forecast;

import dev.trainyard.experiment.spec.GridCell;
import dev.trainyard.experiment.spec.Workload;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measured times of epochs, from which those of other cells are inferred.
 *
 * @param seconds of an epoch by {@link Workload}
 */
record EpochTimes(Map<String, Double> seconds) {

  /** One cell for each workload that is not measured, the largest first. */
  List<GridCell> missing(List<GridCell> cells) {
    Map<String, GridCell> missing = new LinkedHashMap<>();
    cells.stream()
        .filter(cell -> !seconds.containsKey(cell.workload()))
        .sorted(bySize().reversed())
        .forEach(cell -> missing.putIfAbsent(cell.workload(), cell));
    return List.copyOf(missing.values());
  }

  /**
   * Seconds of an epoch of each cell, in their order: as measured, or in proportion to the
   * multiply-adds of the largest cell that is.
   *
   * @param cells at least one of which is measured
   */
  List<Double> of(List<GridCell> cells) {
    GridCell yardstick =
        cells.stream()
            .filter(cell -> seconds.containsKey(cell.workload()))
            .max(bySize())
            .orElseThrow();
    double perMultiplyAdd =
        seconds.getOrDefault(yardstick.workload(), 0.0) / yardstick.network().multiplyAdds();
    return cells.stream()
        .map(
            cell ->
                seconds.getOrDefault(
                    cell.workload(), perMultiplyAdd * cell.network().multiplyAdds()))
        .toList();
  }

  private static Comparator<GridCell> bySize() {
    return Comparator.comparingLong(cell -> cell.network().multiplyAdds());
  }
}
