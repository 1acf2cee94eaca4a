package dev.trainyard.statistics;

import java.util.Arrays;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;

/**
 * How much a figure varies from seed to seed, as it was estimated.
 *
 * @param deviation the standard deviation of one figure (or of one difference), 0 or more
 * @param degrees of freedom that it rests on, at least 1; how few they are is what intervals allow
 *     for
 */
public record Variation(double deviation, int degrees) {

  public Variation {
    Check.that(
        deviation >= 0 && Double.isFinite(deviation), "Not a standard deviation: %s", deviation);
    Check.that(degrees >= 1, "A standard deviation needs two values or more");
  }

  /**
   * Of some values alone: √(Σ (x − x̄)² / (n − 1)).
   *
   * @param values finite, at least two; replicates of a cell, or differences of two cells taken
   *     replicate by replicate
   */
  public static Variation of(double... values) {
    double mean = Arrays.stream(values).average().orElse(0);
    return ofSquares(
        Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum(), values.length - 1);
  }

  /**
   * Between the replicates of a cell, pooled within cells over the whole table, with C (R − 1)
   * degrees of freedom: for the mean of a cell and for a new run of it.
   *
   * @param table of at least two replicates
   */
  public static Variation withinCells(SeedTable table) {
    return ofSquares(table.squaresWithinCells(), table.cells() * (table.columns() - 1));
  }

  /**
   * Of the difference between two cells in one replicate, pooled over all pairs of cells: √2 times
   * the residual deviation of cells and replicates, with (C − 1) (R − 1) degrees of freedom
   * (Fisher's randomised blocks, 1935). What a seed does to all cells alike is not in it. Of two
   * cells it is the deviation of their R differences.
   *
   * @param table of at least two cells and two replicates
   */
  public static Variation ofDifferences(SeedTable table) {
    return ofSquares(2 * table.residualSquares(), (table.cells() - 1) * (table.columns() - 1));
  }

  private static Variation ofSquares(double squares, int degrees) {
    Check.that(degrees >= 1, "A standard deviation needs two values or more");
    return new Variation(Math.sqrt(squares / degrees), degrees);
  }

  /**
   * The deviation that an accuracy has at least, since it is counted: a count stands for all that
   * rounds to it, with a variance of 1/12 (Sheppard, 1898). Two or three accuracies that are equal
   * by chance say no more than that.
   */
  static double ofCounting(int images) {
    return Math.sqrt(1.0 / 12) / images;
  }

  /** The same, or else this deviation where it is larger. */
  Variation atLeast(double least) {
    return new Variation(Math.max(deviation, least), degrees);
  }

  /**
   * The confidence interval of the true deviation, by the chi-square distribution: s √(ν / χ²). Of
   * three values it reaches from 0.52 to 6.3 times their deviation at 95%.
   */
  public Interval interval(double level) {
    Check.isBetween0And1(level);
    ChiSquaredDistribution chi = new ChiSquaredDistribution(null, degrees, 1e-13);
    return new Interval(
        deviation * Math.sqrt(degrees / chi.inverseCumulativeProbability((1 + level) / 2)),
        deviation * Math.sqrt(degrees / chi.inverseCumulativeProbability((1 - level) / 2)));
  }

  /**
   * The mean of n figures that vary so, with the standard error s/√n.
   *
   * @param n at least 1; where the variation is pooled, of this cell alone
   */
  public Estimate ofMean(double mean, int n) {
    Check.that(n >= 1, "A mean is of at least one value, not %s", n);
    return new Estimate(mean, deviation / Math.sqrt(n), degrees);
  }

  /**
   * Where one new run falls: mean ± t s √(1 + 1/n). A published figure of the same images that is
   * outside was not reproduced by the recipe.
   *
   * @param mean of the n runs there are
   * @param level the probability that the new run is inside, such as 0.95
   */
  public Interval ofNewRun(double mean, int n, double level) {
    Check.that(n >= 1, "A mean is of at least one value, not %s", n);
    return new Estimate(mean, deviation * Math.sqrt(1 + 1.0 / n), degrees).interval(level);
  }
}
