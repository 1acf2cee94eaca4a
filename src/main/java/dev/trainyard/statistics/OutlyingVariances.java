package dev.trainyard.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.FDistribution;

/**
 * Whether a cell varies more between its replicates than the other cells of its table bear. It then
 * has no part in what is pooled over them, nor what is pooled in what is said of it.
 *
 * <p>The largest of the cells is tested at 1%, which ISO 5725-2 takes for an outlier, then the
 * largest of the rest, until one belongs. Which variation counts depends on what is pooled.
 */
public final class OutlyingVariances {
  private static final double LEVEL = 0.01;

  /** Of two that differ nobody could say which of them is the odd one. */
  private static final int FEWEST_CELLS = 3;

  /** What a cell has of the sum of squares that is pooled, and what is left to the others. */
  private interface Squares {
    double of(SeedTable table, int cell);

    double ofOthers(SeedTable table, int cell);

    /** The degrees of freedom of the others, in units of the cell's own. */
    int others(int cells);
  }

  /** Cochran's C test (W. G. Cochran, 1941) in the form of an F test. */
  private static final Squares WITHIN_CELLS =
      new Squares() {
        @Override
        public double of(SeedTable table, int cell) {
          return table.squaresWithinCell(cell);
        }

        @Override
        public double ofOthers(SeedTable table, int cell) {
          return table.without(cell).squaresWithinCells();
        }

        @Override
        public int others(int cells) {
          return cells - 1;
        }
      };

  /**
   * The residual of cells and replicates falls into the variation of the cell's difference from the
   * mean of the others, which is C/(C − 1) times its part in the sum, and the residual of the
   * others alone; the two are independent.
   */
  private static final Squares OF_DIFFERENCES =
      new Squares() {
        @Override
        public double of(SeedTable table, int cell) {
          return table.residualSquares(cell) * table.cells() / (table.cells() - 1);
        }

        @Override
        public double ofOthers(SeedTable table, int cell) {
          return table.without(cell).residualSquares();
        }

        @Override
        public int others(int cells) {
          return cells - 2;
        }
      };

  private OutlyingVariances() {}

  /**
   * The places of the cells whose replicates vary alike: Cochran's C test. For what is pooled by
   * {@link Variation#withinCells}.
   *
   * @param cells figures by replicate; those of replicates that all cells have count
   * @return places in the list, in their order; all of them where there are fewer than three cells
   *     or two replicates, or where the others do not vary at all
   */
  public static List<Integer> alikeWithin(List<? extends Map<Integer, Double>> cells) {
    return alike(cells, WITHIN_CELLS);
  }

  /**
   * The places of the cells whose differences from each other vary alike, which says more than
   * {@link #alikeWithin} where a seed does much the same to all cells. For what is pooled by {@link
   * Variation#ofDifferences} and for {@link Effects}.
   *
   * @param cells as there
   * @return as there
   */
  public static List<Integer> alikeInDifferences(List<? extends Map<Integer, Double>> cells) {
    return alike(cells, OF_DIFFERENCES);
  }

  private static List<Integer> alike(List<? extends Map<Integer, Double>> cells, Squares squares) {
    List<Integer> places = new ArrayList<>(IntStream.range(0, cells.size()).boxed().toList());
    if (cells.size() < FEWEST_CELLS) {
      return places;
    }
    SeedTable table = SeedTable.of(cells);
    while (table.cells() >= FEWEST_CELLS && table.columns() > 1) {
      int largest = largest(table, squares);
      if (p(table, largest, squares) >= LEVEL) {
        return places;
      }
      table = table.without(largest);
      places.subList(largest, largest + 1).clear();
    }
    return places;
  }

  private static int largest(SeedTable table, Squares squares) {
    int largest = 0;
    for (int cell = 1; cell < table.cells(); cell++) {
      if (squares.of(table, cell) > squares.of(table, largest)) {
        largest = cell;
      }
    }
    return largest;
  }

  /** At most C times P(F), for the largest of C cells. */
  private static double p(SeedTable table, int cell, Squares squares) {
    double sum = squares.ofOthers(table, cell);
    if (sum == 0) {
      return 1;
    }
    int others = squares.others(table.cells());
    int degrees = table.columns() - 1;
    double f = squares.of(table, cell) * others / sum;
    return table.cells()
        * (1
            - new FDistribution(null, degrees, (double) others * degrees).cumulativeProbability(f));
  }
}
