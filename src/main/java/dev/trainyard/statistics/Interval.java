package dev.trainyard.statistics;

/**
 * A range of values, both ends in it.
 *
 * @param from not larger than {@code to}
 */
public record Interval(double from, double to) {

  public Interval {
    Check.that(from <= to, "An interval needs from <= to, not %s and %s", from, to);
  }

  public boolean contains(double value) {
    return from <= value && value <= to;
  }
}
