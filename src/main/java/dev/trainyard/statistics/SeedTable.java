package dev.trainyard.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * One figure of every cell of a table and every replicate; a replicate has the same seed in all
 * cells, which makes it a block.
 *
 * <p>The analysis takes every cell to vary as much between seeds as any other. A cell that diverges
 * in some replicates does not: it belongs out of the table ({@link OutlyingVariances}).
 */
public final class SeedTable {
  private final List<Integer> replicates;
  private final double[][] values; // [cell][replicate]

  private SeedTable(List<Integer> replicates, double[][] values) {
    this.replicates = replicates;
    this.values = values;
  }

  /**
   * Takes the replicates that all cells have. One that is missing in some cell, since its trial
   * failed or is not yet completed, is left out of all: only so is the table balanced.
   *
   * @param cells at least one; a finite figure by replicate
   * @throws IllegalArgumentException if no replicate is in all cells
   */
  public static SeedTable of(List<? extends Map<Integer, Double>> cells) {
    Check.that(!cells.isEmpty(), "A table has at least one cell");
    TreeSet<Integer> common = new TreeSet<>(cells.getFirst().keySet());
    cells.forEach(cell -> common.retainAll(cell.keySet()));
    Check.that(!common.isEmpty(), "No replicate is in all of the %s cells", cells.size());
    double[][] values = new double[cells.size()][common.size()];
    for (int cell = 0; cell < values.length; cell++) {
      int column = 0;
      for (int replicate : common) {
        double value = cells.get(cell).getOrDefault(replicate, Double.NaN);
        Check.that(Double.isFinite(value), "A figure must be finite: %s", value);
        values[cell][column++] = value;
      }
    }
    return new SeedTable(List.copyOf(new ArrayList<>(common)), values);
  }

  /** The replicates that all cells have, which the analysis rests on, in their order. */
  public List<Integer> replicates() {
    return replicates;
  }

  public int cells() {
    return values.length;
  }

  int columns() {
    return replicates.size();
  }

  double value(int cell, int column) {
    return values[cell][column];
  }

  double mean() {
    return mean(Arrays.stream(values).flatMapToDouble(Arrays::stream).toArray());
  }

  double cellMean(int cell) {
    return mean(values[cell]);
  }

  double columnMean(int column) {
    return mean(Arrays.stream(values).mapToDouble(cell -> cell[column]).toArray());
  }

  /** The sum of squares within cells that is not the replicates' own: of cell x replicate. */
  double residualSquares() {
    double squares = 0;
    for (int cell = 0; cell < cells(); cell++) {
      squares += residualSquares(cell);
    }
    return unlessRounding(squares);
  }

  /** The part of one cell in that sum. */
  double residualSquares(int cell) {
    double mean = mean();
    double own = cellMean(cell);
    double squares = 0;
    for (int column = 0; column < columns(); column++) {
      double residual = value(cell, column) - own - (columnMean(column) - mean);
      squares += residual * residual;
    }
    return squares;
  }

  /** Without one of the cells. */
  SeedTable without(int cell) {
    List<double[]> rest = new ArrayList<>(List.of(values));
    rest.remove(cell);
    return new SeedTable(replicates, rest.toArray(double[][]::new));
  }

  /** The sum of squares within cells. */
  double squaresWithinCells() {
    double squares = 0;
    for (int cell = 0; cell < cells(); cell++) {
      squares += squaresWithinCell(cell);
    }
    return unlessRounding(squares);
  }

  /** The sum of squares within one cell. */
  double squaresWithinCell(int cell) {
    double mean = cellMean(cell);
    return unlessRounding(Arrays.stream(values[cell]).map(v -> (v - mean) * (v - mean)).sum());
  }

  /**
   * A sum of squares of such figures; 0 if the rounding of their means can be all that is in it.
   */
  double unlessRounding(double squares) {
    double largest =
        Arrays.stream(values).flatMapToDouble(Arrays::stream).map(Math::abs).max().orElseThrow();
    double rounding = 1e-14 * largest;
    return squares < rounding * rounding * cells() * columns() ? 0 : squares;
  }

  private static double mean(double[] of) {
    return Arrays.stream(of).average().orElseThrow();
  }
}
