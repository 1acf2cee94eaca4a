package dev.trainyard.outcome;

import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/**
 * Which cells may be judged by each other: all of them, unless a halving has pruned some. What it
 * has trained for fewer epochs is behind for that alone, whatever its parameters are worth, so then
 * it is those with the most epochs.
 */
final class Rivals {
  private Rivals() {}

  /**
   * Those of some cells.
   *
   * @param cells with a completed trial
   * @param pruned whether a halving has trained a cell for fewer epochs than a whole training
   * @param epochs that the cell was trained for
   */
  static <T> List<T> of(List<T> cells, Predicate<T> pruned, ToIntFunction<T> epochs) {
    if (cells.stream().noneMatch(pruned)) {
      return cells;
    }
    int most = cells.stream().mapToInt(epochs).max().orElseThrow();
    return cells.stream().filter(cell -> epochs.applyAsInt(cell) == most).toList();
  }
}
