package dev.trainyard.outcome;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Several replicates of one figure.
 *
 * @param standardDeviation of the sample, with n - 1 in the denominator; null for a single value
 * @param standardError of the mean, as far as replicates tell: the standard deviation over √n; null
 *     for a single value
 * @param values one for each replicate, in their order
 */
public record Spread(
    double mean,
    @Nullable Double standardDeviation,
    @Nullable Double standardError,
    List<Double> values) {

  /**
   * Mean and standard deviation. The mean is that of the decimal fractions that the values are
   * written as: three accuracies of 0.99 have one of 0.99, and not one that is a bit below it.
   *
   * @param values at least one
   */
  public static Spread of(List<Double> values) {
    double mean = mean(values);
    double squares = values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
    int n = values.size();
    Double deviation = n < 2 ? null : (Double) Math.sqrt(squares / (n - 1));
    Double error = deviation == null ? null : (Double) (deviation / Math.sqrt(n));
    return new Spread(mean, deviation, error, List.copyOf(values));
  }

  private static double mean(List<Double> values) {
    if (!values.stream().allMatch(Double::isFinite)) {
      return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }
    return values.stream()
        .map(BigDecimal::valueOf)
        .reduce(BigDecimal::add)
        .orElseThrow()
        .divide(BigDecimal.valueOf(values.size()), MathContext.DECIMAL128)
        .doubleValue();
  }

  /** What an error bar reaches to each side: the standard deviation; 0 where there is none. */
  public double errorBar() {
    return standardDeviation == null ? 0 : standardDeviation;
  }
}
