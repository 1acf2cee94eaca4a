package dev.trainyard.statistics;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.math3.analysis.UnivariateFunction;
import org.apache.commons.math3.analysis.solvers.BrentSolver;
import org.apache.commons.math3.distribution.FDistribution;
import org.jspecify.annotations.Nullable;

/**
 * How much of a figure's variation over a full grid and its replicates each parameter explains: an
 * analysis of variance with fixed factors and the replicates as blocks (Fisher, 1935), as a
 * replicate has the same seed in all cells. The shares of all terms and the residual add up to 1.
 *
 * @param factors one for each parameter that takes more than one value
 * @param interaction what the cells differ by that no sum of the factors explains, of two
 *     parameters and of more together; null with a single factor
 * @param replicates what a seed does to all cells alike; null with a single replicate
 * @param residualShare of the total sum of squares: what seeds do to each cell
 */
public record Effects(
    List<Effect> factors,
    @Nullable Effect interaction,
    @Nullable Effect replicates,
    double residualShare) {

  /** Of the interval of a share. */
  private static final double LEVEL = 0.95;

  /**
   * A term of the analysis.
   *
   * @param name the parameter's, or what else it is
   * @param degrees of freedom
   * @param squares its sum of squares
   * @param share its sum of squares in the total (η²); chance alone gives a term without effect
   *     about its share of the degrees of freedom
   * @param significance null with a single replicate, as nothing then tells what chance does
   */
  public record Effect(
      String name,
      int degrees,
      double squares,
      double share,
      @Nullable Significance significance) {}

  /**
   * Whether a term is more than chance.
   *
   * @param f its mean square over that of the residual; infinite where the residual is 0
   * @param p of the F test
   * @param share the 95% interval of the true share, λ / (λ + N + Λ): λ by inverting the noncentral
   *     F distribution (Steiger, 2004), N figures, Λ the same of all other terms, as estimated. It
   *     begins at 0 where p is above 2.5%; as the true share has no part that is chance, it can lie
   *     below the observed one.
   */
  public record Significance(double f, double p, Interval share) {}

  public Effects {
    factors = List.copyOf(factors);
  }

  /**
   * Analyses a full grid.
   *
   * @param table the figure of every cell and replicate
   * @param parameters the swept values of each cell of the table by parameter, in the same order;
   *     all cells have the same parameters
   * @throws IllegalArgumentException unless every combination of the values is one cell: the shares
   *     of a grid with holes depend on the order in which they are taken
   */
  public static Effects of(SeedTable table, List<? extends Map<String, ?>> parameters) {
    Check.that(parameters.size() == table.cells(), "Parameters of %s cells", parameters.size());
    Map<String, List<?>> columns = new LinkedHashMap<>();
    int combinations = 1;
    for (String name : parameters.getFirst().keySet()) {
      List<?> values = parameters.stream().map(cell -> cell.get(name)).toList();
      combinations *= new HashSet<>(values).size();
      columns.put(name, values);
    }
    Check.that(
        combinations == table.cells() && new HashSet<>(parameters).size() == table.cells(),
        "Not a full grid: %s cells",
        table.cells());
    return new Analysis(table).of(columns);
  }

  /** A term before the residual is known. */
  private record Term(String name, int degrees, double squares) {}

  private static final class Analysis {
    private final SeedTable table;
    private final double mean;
    private final double residual;
    private final int residualDegrees;

    Analysis(SeedTable table) {
      this.table = table;
      mean = table.mean();
      residual = table.residualSquares();
      residualDegrees = (table.cells() - 1) * (table.columns() - 1);
    }

    Effects of(Map<String, List<?>> columns) {
      List<Term> terms = new ArrayList<>();
      columns.forEach((name, values) -> terms.add(factor(name, values)));
      terms.removeIf(term -> term.degrees == 0);
      int factors = terms.size();
      if (factors > 1) {
        terms.add(interaction(terms));
      }
      if (table.columns() > 1) {
        terms.add(replicates());
      }
      double total = residual + terms.stream().mapToDouble(Term::squares).sum();
      List<Effect> effects = terms.stream().map(term -> effect(term, terms, total)).toList();
      return new Effects(
          effects.subList(0, factors),
          factors > 1 ? effects.get(factors) : null,
          table.columns() > 1 ? effects.getLast() : null,
          share(residual, total));
    }

    private Term factor(String name, List<?> values) {
      Map<Object, List<Double>> levels = new LinkedHashMap<>();
      for (int cell = 0; cell < table.cells(); cell++) {
        levels
            .computeIfAbsent(values.get(cell), value -> new ArrayList<>())
            .add(table.cellMean(cell));
      }
      double squares = 0;
      for (List<Double> level : levels.values()) {
        double own = level.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
        squares += level.size() * (own - mean) * (own - mean);
      }
      return new Term(name, levels.size() - 1, table.unlessRounding(table.columns() * squares));
    }

    private Term interaction(List<Term> factors) {
      double squares =
          table.columns()
              * IntStream.range(0, table.cells())
                  .mapToDouble(cell -> table.cellMean(cell) - mean)
                  .map(d -> d * d)
                  .sum();
      int degrees = table.cells() - 1;
      for (Term factor : factors) {
        squares -= factor.squares;
        degrees -= factor.degrees;
      }
      return new Term("interaction", degrees, table.unlessRounding(squares));
    }

    private Term replicates() {
      double squares =
          table.cells()
              * IntStream.range(0, table.columns())
                  .mapToDouble(column -> table.columnMean(column) - mean)
                  .map(d -> d * d)
                  .sum();
      return new Term("replicate", table.columns() - 1, table.unlessRounding(squares));
    }

    private Effect effect(Term term, List<Term> terms, double total) {
      double share = share(term.squares, total);
      return new Effect(
          term.name,
          term.degrees,
          term.squares,
          share,
          residualDegrees == 0 ? null : significance(term, terms, share));
    }

    private Significance significance(Term term, List<Term> terms, double share) {
      double error = residual / residualDegrees;
      if (error == 0) {
        boolean none = term.squares == 0;
        return new Significance(
            none ? 0 : Double.POSITIVE_INFINITY, none ? 1 : 0, new Interval(share, share));
      }
      double f = term.squares / term.degrees / error;
      // The lower tail of 1/F keeps its digits where p is small.
      double p =
          f == 0
              ? 1
              : new FDistribution(null, residualDegrees, term.degrees).cumulativeProbability(1 / f);
      double rest = (double) table.cells() * table.columns();
      for (Term other : terms) {
        rest += other.equals(term) ? 0 : Math.max(0, other.squares / error - other.degrees);
      }
      double low = noncentrality(f, term.degrees, (1 + LEVEL) / 2);
      double high = noncentrality(f, term.degrees, (1 - LEVEL) / 2);
      return new Significance(f, p, new Interval(low / (low + rest), high / (high + rest)));
    }

    /** The λ at which F is at most f with the given probability; 0 where no λ makes it as large. */
    private double noncentrality(double f, int degrees, double probability) {
      UnivariateFunction excess =
          lambda -> Noncentral.fCumulative(f, degrees, residualDegrees, lambda) - probability;
      if (excess.value(0) <= 0) {
        return 0;
      }
      double far = degrees * f + 1;
      while (excess.value(far) > 0) {
        far *= 2;
      }
      return new BrentSolver(1e-12, 1e-10, 1e-15).solve(1000, excess, 0, far);
    }

    private static double share(double squares, double total) {
      return total == 0 ? 0 : squares / total;
    }
  }
}
