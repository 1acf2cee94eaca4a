package dev.trainyard.statistics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.FDistribution;

/**
 * Cochran's C test (W. G. Cochran, 1941), which ISO 5725-2 takes for the same end: whether a cell
 * varies more between its replicates than the other cells of its table bear. It then has no part in
 * what is pooled over them.
 */
public final class OutlyingVariances {
  /** As ISO 5725-2 has it for an outlier. */
  private static final double LEVEL = 0.01;

  /** Of two that differ nobody could say which of them is the odd one. */
  private static final int FEWEST_CELLS = 3;

  private OutlyingVariances() {}

  /**
   * The places of cells that vary too much: the largest variance is tested, then the largest of the
   * rest, until one belongs.
   *
   * @param cells figures by replicate; those of replicates that all cells have count
   * @return places in the list, in no order; none where there are fewer than three cells or two
   *     replicates, or where the others do not vary at all
   */
  public static List<Integer> of(List<? extends Map<Integer, Double>> cells) {
    List<Integer> outlying = new ArrayList<>();
    if (cells.size() < FEWEST_CELLS) {
      return outlying;
    }
    SeedTable table = SeedTable.of(cells);
    if (table.columns() < 2) {
      return outlying;
    }
    List<Integer> rest =
        new ArrayList<>(
            IntStream.range(0, cells.size())
                .boxed()
                .sorted(Comparator.comparingDouble(table::squaresWithinCell))
                .toList());
    while (rest.size() >= FEWEST_CELLS && p(table, rest) < LEVEL) {
      outlying.add(rest.removeLast());
    }
    return outlying;
  }

  /**
   * That the largest of N variances with ν degrees of freedom each is so much larger: at most N
   * times P(F &gt; (N − 1) C / (1 − C)) with ν and (N − 1) ν degrees, where C is its share of their
   * sum.
   */
  private static double p(SeedTable table, List<Integer> ascending) {
    double largest = table.squaresWithinCell(ascending.getLast());
    int others = ascending.size() - 1;
    double sum = ascending.stream().limit(others).mapToDouble(table::squaresWithinCell).sum();
    if (sum == 0) {
      return 1;
    }
    int degrees = table.columns() - 1;
    double f = others * largest / sum;
    return ascending.size()
        * (1
            - new FDistribution(null, degrees, (double) others * degrees).cumulativeProbability(f));
  }
}
