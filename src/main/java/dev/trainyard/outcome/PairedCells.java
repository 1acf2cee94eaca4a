package dev.trainyard.outcome;

import dev.trainyard.statistics.Comparison;
import dev.trainyard.statistics.OutlyingVariances;
import dev.trainyard.statistics.PairedImages;
import dev.trainyard.statistics.SeedTable;
import dev.trainyard.statistics.Variation;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The cells of one table, each by what its replicates get right, compared image by image. */
public final class PairedCells {
  /**
   * A cell with less than this share of the best cell's accuracy has not learned: it tells nothing
   * of how the others vary.
   */
  private static final double LEARNED = 0.5;

  private final int images;
  private final List<? extends Map<Integer, BitSet>> right;
  private final List<Map<Integer, Double>> accuracies;
  private final List<Boolean> hasLearned;
  private final Map<List<Integer>, Optional<Pool>> pools = new HashMap<>();

  /** Cells that vary alike, by their places, and how a difference of two of them varies. */
  private record Pool(List<Integer> cells, Variation differences) {}

  /**
   * The cells of a table.
   *
   * @param images that all were shown
   * @param right for each cell, by replicate: a bit for each image, set where it is right; empty
   *     where it is not known
   */
  public PairedCells(int images, List<? extends Map<Integer, BitSet>> right) {
    this.images = images;
    this.right = List.copyOf(right);
    List<Double> means = right.stream().map(this::mean).toList();
    double best = means.stream().max(Double::compare).orElse(0.0);
    this.hasLearned = means.stream().map(mean -> mean > 0 && mean >= LEARNED * best).toList();
    this.accuracies = right.stream().map(this::accuracies).toList();
  }

  /**
   * The gaps of all cells to the one that leads, by place; without those of which too little is
   * known.
   *
   * @param leader the place of that cell; negative for none
   */
  public static Map<Integer, PairedGap> gaps(
      int images, List<? extends Map<Integer, BitSet>> right, int leader) {
    PairedCells cells = new PairedCells(images, right);
    List<Integer> places = new ArrayList<>();
    List<Comparison> comparisons = new ArrayList<>();
    for (int place = 0; place < right.size(); place++) {
      Comparison found = place == leader || leader < 0 ? null : cells.compare(place, leader);
      if (found != null) {
        places.add(place);
        comparisons.add(found);
      }
    }
    List<PairedGap> table = PairedGap.table(comparisons);
    Map<Integer, PairedGap> gaps = new HashMap<>();
    for (int i = 0; i < places.size(); i++) {
      gaps.put(places.get(i), table.get(i));
    }
    return gaps;
  }

  /**
   * One cell against another. How seeds vary is pooled over the cells that have learned, have the
   * same replicates and differ from each other in much the same way with every seed; any other cell
   * is judged by its own replicates.
   *
   * @return null where they have no replicate in common or one of them is not known
   */
  public @Nullable Comparison compare(int one, int other) {
    List<Integer> common =
        right.get(one).keySet().stream().filter(right.get(other)::containsKey).sorted().toList();
    if (common.isEmpty()) {
      return null;
    }
    PairedImages paired =
        PairedImages.of(images, pick(right.get(one), common), pick(right.get(other), common));
    return pools
        .computeIfAbsent(common, this::pool)
        .filter(pool -> pool.cells().containsAll(List.of(one, other)))
        .map(pool -> new Comparison(paired, pool.differences()))
        .orElseGet(() -> Comparison.of(paired));
  }

  private static List<BitSet> pick(Map<Integer, BitSet> cell, List<Integer> replicates) {
    return replicates.stream()
        .map(replicate -> cell.getOrDefault(replicate, new BitSet()))
        .toList();
  }

  /** How differences vary between seeds; empty where too few cells have these replicates. */
  private Optional<Pool> pool(List<Integer> replicates) {
    List<Integer> places =
        IntStream.range(0, right.size())
            .filter(hasLearned::get)
            .filter(place -> right.get(place).keySet().containsAll(replicates))
            .boxed()
            .toList();
    List<Integer> alike =
        OutlyingVariances.alikeInDifferences(places.stream().map(accuracies::get).toList()).stream()
            .map(places::get)
            .toList();
    return alike.size() < 2 || replicates.size() < 2
        ? Optional.empty()
        : Optional.of(
            new Pool(
                alike,
                Variation.ofDifferences(
                    SeedTable.of(alike.stream().map(accuracies::get).toList()))));
  }

  private double mean(Map<Integer, BitSet> cell) {
    return cell.values().stream().mapToDouble(this::accuracy).average().orElse(0);
  }

  private Map<Integer, Double> accuracies(Map<Integer, BitSet> cell) {
    Map<Integer, Double> accuracies = new HashMap<>();
    cell.forEach((replicate, bits) -> accuracies.put(replicate, accuracy(bits)));
    return accuracies;
  }

  private double accuracy(BitSet bits) {
    return (double) bits.cardinality() / images;
  }
}
