package dev.trainyard.statistics;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A claim that is no better than the weakest of its parts, as whoever claims the whole claims each
 * of them (intersection-union test: R. L. Berger, 1982). That a difference would be found on other
 * images with other seeds holds for other seeds on these images, too, and for these networks on
 * other images; where few images differ, the errors of both in quadrature alone would seem to prove
 * what neither part bears out.
 *
 * @param parts estimates of the same value, at least one
 */
public record Claim(List<Estimate> parts) {

  public Claim {
    parts = List.copyOf(parts);
    Check.that(!parts.isEmpty(), "A claim has a part or more");
  }

  /** A claim that has these parts. */
  static Claim of(Estimate... parts) {
    return new Claim(List.of(parts));
  }

  /** The two-sided p-value: the largest of the parts'. */
  public double p() {
    return largest(Estimate::p);
  }

  /**
   * What the confidence interval reaches to each side of the value: as far as the widest of the
   * parts', so that 0 is outside where p is below 1 − level, and only there.
   *
   * @param level of confidence, such as 0.95
   */
  public double margin(double level) {
    return largest(part -> part.margin(level));
  }

  /**
   * The confidence interval of the true value.
   *
   * @param level of confidence, such as 0.95
   */
  public Interval interval(double level) {
    double value = parts.getFirst().value();
    double margin = margin(level);
    return new Interval(value - margin, value + margin);
  }

  /**
   * The smallest true value that all parts together would have found, at least: the largest of the
   * parts' own.
   *
   * @param power the probability of finding it, such as 0.8; more than 1 − level
   * @param level of confidence of the test, such as 0.95
   */
  public double smallestDetectable(double power, double level) {
    return largest(part -> part.smallestDetectable(power, level));
  }

  private double largest(ToDoubleFunction<Estimate> figure) {
    return parts.stream().mapToDouble(figure).max().orElseThrow();
  }
}
