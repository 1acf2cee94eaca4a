package dev.trainyard.report;

import dev.trainyard.outcome.Cell;
import dev.trainyard.statistics.Comparison;
import dev.trainyard.statistics.Holm;
import dev.trainyard.statistics.OutlyingVariances;
import dev.trainyard.statistics.PairedImages;
import dev.trainyard.statistics.SeedTable;
import dev.trainyard.statistics.Variation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A table of comparisons with one cell: the variation of a difference between seeds is pooled over
 * its cells, except those whose differences vary far more, and the p-values are adjusted to the
 * number of rows.
 *
 * @param baseAlone whether the one cell varies so, and nothing can be pooled
 */
record Contrasts(List<Contrast> rows, boolean baseAlone) {
  static final Contrasts NONE = new Contrasts(List.of(), false);

  Contrasts {
    rows = List.copyOf(rows);
  }

  /** What repeats from seed to seed and is better, the largest first. */
  List<Contrast> gains() {
    return rows.stream()
        .filter(row -> row.repeats() && row.gains())
        .sorted(Comparator.comparingDouble(Contrast::net).reversed())
        .toList();
  }

  /** What repeats from seed to seed and is worse, the largest first. */
  List<Contrast> losses() {
    return rows.stream()
        .filter(row -> row.repeats() && !row.gains())
        .sorted(Comparator.comparingDouble(Contrast::net))
        .toList();
  }

  /** What may be chance. */
  List<Contrast> notShown() {
    return rows.stream().filter(row -> !row.repeats()).toList();
  }

  /** What is judged by its own replicates, since it varies far more than the others do. */
  List<Contrast> alone() {
    return baseAlone
        ? List.of()
        : rows.stream().filter(row -> row.degrees() < mostDegrees()).toList();
  }

  /** What is judged by the variation of all. */
  List<Contrast> pooled() {
    return baseAlone
        ? List.of()
        : rows.stream().filter(row -> row.degrees() == mostDegrees()).toList();
  }

  /** What was trained for another number of epochs than what all are compared with. */
  List<Contrast> unequal() {
    return rows.stream().filter(row -> row.cell().epochs() != row.base().epochs()).toList();
  }

  private int mostDegrees() {
    return rows.stream().mapToInt(Contrast::degrees).max().orElse(0);
  }

  /** The row of a cell; null if it has none. */
  @Nullable Contrast of(Cell cell) {
    return rows.stream().filter(row -> row.cell().equals(cell)).findFirst().orElse(null);
  }

  /**
   * Compares.
   *
   * @param base what each is compared with
   * @param others with as many replicates as the base
   */
  static Contrasts with(Judged base, List<Judged> others) {
    List<Judged> all = Stream.concat(Stream.of(base), others.stream()).toList();
    List<Judged> alike =
        OutlyingVariances.alikeInDifferences(all.stream().map(Judged::accuracies).toList()).stream()
            .map(all::get)
            .toList();
    Variation seeds = alike.contains(base) ? variation(alike) : null;
    List<Comparison> comparisons =
        others.stream()
            .map(
                other -> {
                  PairedImages paired =
                      PairedImages.of(base.images().count(), other.right(), base.right());
                  return seeds != null && alike.contains(other)
                      ? new Comparison(paired, seeds)
                      : Comparison.of(paired);
                })
            .toList();
    List<Double> imageP =
        Holm.adjusted(comparisons.stream().map(one -> one.otherImages().p()).toList());
    List<Double> seedP =
        base.predictions().size() < 2
            ? List.of()
            : Holm.adjusted(
                comparisons.stream()
                    .map(one -> Objects.requireNonNull(one.otherSeeds()).p())
                    .toList());
    List<Contrast> rows = new ArrayList<>();
    for (int i = 0; i < others.size(); i++) {
      rows.add(
          new Contrast(
              others.get(i).run(),
              others.get(i).cell(),
              base.cell(),
              comparisons.get(i),
              seedP.isEmpty() ? null : seedP.get(i),
              imageP.get(i)));
    }
    return new Contrasts(rows, !alike.contains(base));
  }

  /** Of a difference; null where there is nothing to pool. */
  private static @Nullable Variation variation(List<Judged> cells) {
    return cells.size() < 2 || cells.getFirst().predictions().size() < 2
        ? null
        : Variation.ofDifferences(table(cells));
  }

  /** The accuracies of some cells by replicate. */
  static SeedTable table(List<Judged> cells) {
    return SeedTable.of(cells.stream().map(Judged::accuracies).toList());
  }
}
