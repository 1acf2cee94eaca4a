package dev.trainyard.statistics;

import org.apache.commons.math3.analysis.solvers.BrentSolver;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * A figure with its standard error, to which Student's t distribution applies (Student, 1908).
 *
 * <p>A standard error of 0 is taken at its word: the interval is a point, and p is 0 unless the
 * value is 0, too. Figures that are counted, such as accuracies, can come to it by chance where
 * there are two or three of them.
 *
 * @param value what is estimated: a difference, a mean
 * @param standardError of the value, 0 or more, in its unit
 * @param degrees of freedom of the standard error, more than 0; need not be whole
 */
public record Estimate(double value, double standardError, double degrees) {
  private static final double ACCURACY = 1e-13;

  public Estimate {
    Check.that(Double.isFinite(value), "The value must be finite: %s", value);
    Check.that(
        standardError >= 0 && Double.isFinite(standardError),
        "A standard error is 0 or more, not %s",
        standardError);
    Check.that(
        degrees > 0 && Double.isFinite(degrees),
        "A standard error needs degrees of freedom, not %s",
        degrees);
  }

  /** How many standard errors the value is from 0; infinite or NaN with a standard error of 0. */
  public double t() {
    return value / standardError;
  }

  /** The two-sided p-value of the hypothesis that the true value is 0. */
  public double p() {
    if (standardError == 0) {
      return value == 0 ? 1 : 0;
    }
    return 2 * student().cumulativeProbability(-Math.abs(t()));
  }

  /**
   * What the confidence interval reaches to each side of the value.
   *
   * @param level of confidence, such as 0.95
   */
  public double margin(double level) {
    return quantile(level) * standardError;
  }

  /**
   * The confidence interval of the true value.
   *
   * @param level of confidence, such as 0.95
   */
  public Interval interval(double level) {
    double margin = margin(level);
    return new Interval(value - margin, value + margin);
  }

  /**
   * The difference to a figure that is independent of this one: the standard errors in quadrature,
   * with the degrees of freedom ν = (a² + b²)² / (a⁴/ν_a + b⁴/ν_b) (Welch, 1947; Satterthwaite,
   * 1946).
   */
  public Estimate minus(Estimate independent) {
    return new Estimate(value - independent.value, standardError, degrees)
        .widened(independent.standardError, independent.degrees);
  }

  /**
   * The same value with one more, independent source of error.
   *
   * @param further its standard error, 0 or more
   * @param itsDegrees of freedom, more than 0
   */
  public Estimate widened(double further, double itsDegrees) {
    double a = standardError * standardError;
    double b = further * further;
    double together =
        a + b == 0 ? degrees : (a + b) * (a + b) / (a * a / degrees + b * b / itsDegrees);
    return new Estimate(value, Math.sqrt(a + b), together);
  }

  /**
   * The smallest true value that a two-sided test of this design would have found: its distance
   * from 0 at which the test is significant with the given probability. Of the noncentral t
   * distribution (Cohen, 1988), with the standard error as it was estimated.
   *
   * @param power the probability of finding it, such as 0.8; more than 1 − level
   * @param level of confidence of the test, such as 0.95
   */
  public double smallestDetectable(double power, double level) {
    Check.isBetween0And1(power);
    double critical = quantile(level);
    Check.that(power > 1 - level, "The power must be more than 1 - level, not %s", power);
    double far = 1;
    while (Noncentral.tPower(far, degrees, critical) < power) {
      far *= 2;
    }
    return standardError
        * new BrentSolver(ACCURACY, ACCURACY)
            .solve(1000, shift -> Noncentral.tPower(shift, degrees, critical) - power, 0, far);
  }

  private double quantile(double level) {
    Check.isBetween0And1(level);
    return student().inverseCumulativeProbability((1 + level) / 2);
  }

  private TDistribution student() {
    return new TDistribution(null, degrees, ACCURACY);
  }
}
