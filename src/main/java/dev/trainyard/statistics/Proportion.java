package dev.trainyard.statistics;

import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * So many of so many, as an accuracy is of images.
 *
 * @param count 0 to {@code of}
 * @param of at least 1
 */
public record Proportion(int count, int of) {

  public Proportion {
    Check.that(of >= 1 && count >= 0 && count <= of, "Not a proportion: %s of %s", count, of);
  }

  /** From 0 to 1. */
  public double share() {
    return (double) count / of;
  }

  /**
   * The score interval of the true share (Wilson, 1927): (p + z²/2n ± z √(p (1 − p)/n + z²/4n²)) /
   * (1 + z²/n). Unlike p ± z √(p (1 − p)/n) it holds near 0 and 1 and stays between them.
   *
   * @param level of confidence, such as 0.95
   */
  public Interval interval(double level) {
    Check.isBetween0And1(level);
    double z = new NormalDistribution(null, 0, 1).inverseCumulativeProbability((1 + level) / 2);
    double p = share();
    double squared = z * z / of;
    double centre = (p + squared / 2) / (1 + squared);
    double margin = Math.sqrt(squared * (p * (1 - p) + squared / 4)) / (1 + squared);
    return new Interval(
        count == 0 ? 0 : Math.max(0, centre - margin),
        count == of ? 1 : Math.min(1, centre + margin));
  }
}
