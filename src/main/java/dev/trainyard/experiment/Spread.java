package dev.trainyard.experiment;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Several replicates of one figure.
 *
 * @param standardDeviation of the sample, with n - 1 in the denominator; null for a single value
 * @param values one for each replicate, in their order
 */
public record Spread(double mean, @Nullable Double standardDeviation, List<Double> values) {

  /**
   * Mean and standard deviation.
   *
   * @param values at least one
   */
  public static Spread of(List<Double> values) {
    double mean = values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    double squares = values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
    int n = values.size();
    return new Spread(mean, n < 2 ? null : Math.sqrt(squares / (n - 1)), List.copyOf(values));
  }

  /** What an error bar reaches to each side: the standard deviation; 0 where there is none. */
  public double errorBar() {
    return standardDeviation == null ? 0 : standardDeviation;
  }
}
