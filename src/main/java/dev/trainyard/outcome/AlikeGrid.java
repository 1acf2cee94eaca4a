package dev.trainyard.outcome;

import dev.trainyard.outcome.MainEffects.LeftOutCell;
import dev.trainyard.statistics.OutlyingVariances;
import dev.trainyard.statistics.Variation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A full grid whose cells vary alike between seeds, as the F tests of an analysis of variance take
 * them to: what a wild cell adds to the residual and to the means is not what chance does to the
 * others. It is left out together with all cells that share its value of a parameter, since the
 * effects in a grid with a hole cannot be told apart.
 *
 * @param cells those that are left; all of them where no grid would be
 * @param leftOut the others
 * @param notes what a reader has to know of them
 * @param alike whether the cells that are left vary alike
 */
record AlikeGrid(
    BalancedCells cells, List<LeftOutCell> leftOut, List<String> notes, boolean alike) {
  private static final String WHY =
      "between seeds far more than those of the other cells, and an F test over all would not be valid";

  /** A value of a parameter. */
  private record Level(String parameter, @Nullable Object value) {
    boolean isOf(Map<String, Object> cell) {
      return Objects.equals(cell.get(parameter), value);
    }
  }

  static AlikeGrid of(BalancedCells all) {
    List<Integer> alike = OutlyingVariances.alikeInDifferences(all.figures());
    List<Integer> wild = places(all).filter(place -> !alike.contains(place)).boxed().toList();
    List<Integer> left = new ArrayList<>(places(all).boxed().toList());
    List<String> notes = new ArrayList<>();
    while (left.stream().anyMatch(wild::contains)) {
      Level level = level(all, left, wild);
      List<Integer> going =
          left.stream().filter(place -> level.isOf(all.parameters().get(place))).toList();
      left.removeAll(going);
      notes.add(note(level, going, wild));
    }
    if (left.size() < 2) {
      return new AlikeGrid(all, List.of(), List.of(none(wild.size(), all.figures().size())), false);
    }
    return new AlikeGrid(
        all.only(left),
        places(all)
            .filter(place -> !left.contains(place))
            .mapToObj(place -> new LeftOutCell(all.parameters().get(place), wild.contains(place)))
            .toList(),
        notes,
        true);
  }

  private static IntStream places(BalancedCells cells) {
    return IntStream.range(0, cells.figures().size());
  }

  /**
   * The level to leave out: of those with the most wild cells the one with the fewest others, of
   * these the one whose cells vary most.
   */
  private static Level level(BalancedCells all, List<Integer> left, List<Integer> wild) {
    return left.stream()
        .filter(wild::contains)
        .flatMap(place -> levels(all.parameters().get(place)))
        .distinct()
        .max(
            Comparator.comparingLong(
                    (Level level) -> cells(all, left, level).filter(wild::contains).count())
                .thenComparingLong(level -> -cells(all, left, level).count())
                .thenComparingDouble(
                    level ->
                        cells(all, left, level).mapToDouble(place -> variance(all, place)).sum()))
        .orElseThrow();
  }

  private static Stream<Level> levels(Map<String, Object> cell) {
    return cell.entrySet().stream().map(one -> new Level(one.getKey(), one.getValue()));
  }

  private static Stream<Integer> cells(BalancedCells all, List<Integer> left, Level level) {
    return left.stream().filter(place -> level.isOf(all.parameters().get(place)));
  }

  private static double variance(BalancedCells all, int place) {
    double deviation =
        Variation.of(
                all.figures().get(place).values().stream()
                    .mapToDouble(Double::doubleValue)
                    .toArray())
            .deviation();
    return deviation * deviation;
  }

  private static String note(Level level, List<Integer> going, List<Integer> wild) {
    long odd = going.stream().filter(wild::contains).count();
    String where = "without %s = %s".formatted(level.parameter(), level.value());
    return going.size() == 1
        ? "%s: its figures vary %s".formatted(where, WHY)
        : "%s (%d cells): the figures of %s vary %s"
            .formatted(where, going.size(), odd == going.size() ? "all" : odd + " of them", WHY);
  }

  private static String none(int wild, int cells) {
    return "no intervals and no tests: the figures of %d of the %d cells vary between seeds far more than those of the others, and no grid is left without them"
        .formatted(wild, cells);
  }
}
