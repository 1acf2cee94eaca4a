package dev.trainyard.chart;

import java.util.ArrayList;
import java.util.List;

/** What a picture has to find room for on the axis of its figures, and what it leaves out. */
public final class Range {
  private static final double DECADES = 1000;

  private int points;
  private int notFinite;
  private int zeros;
  private double low = Double.POSITIVE_INFINITY;
  private double high = Double.NEGATIVE_INFINITY;
  private double smallest = Double.POSITIVE_INFINITY;
  private double lowest = Double.POSITIVE_INFINITY;
  private double highest = Double.NEGATIVE_INFINITY;

  private void add(double value, double bar) {
    points++;
    if (!Double.isFinite(value)) {
      notFinite++;
      return;
    }
    low = Math.min(low, value);
    high = Math.max(high, value);
    if (value > 0) {
      smallest = Math.min(smallest, value);
    } else if (value == 0) {
      zeros++;
    }
    lowest = Math.min(lowest, Double.isFinite(value - bar) ? value - bar : value);
    highest = Math.max(highest, Double.isFinite(value + bar) ? value + bar : value);
  }

  /**
   * Takes points with what their error bars reach to each side.
   *
   * @param bars 0 for none; one that is not finite is left out
   */
  public void add(double[] values, double[] bars) {
    for (int i = 0; i < values.length; i++) {
      add(values[i], bars[i]);
    }
  }

  /** Whether there is nothing to draw. */
  boolean isEmpty() {
    return points == notFinite;
  }

  /** Whether the values are of so different sizes that only a logarithmic axis shows them all. */
  boolean spansDecades() {
    return low >= 0 && high / DECADES >= smallest;
  }

  /** Powers of ten around the points; an error bar may reach below them. */
  Scale decades() {
    return Scale.decades(smallest, highest);
  }

  /** Closely around the positive points, on a logarithmic axis. */
  Scale logarithmic() {
    return smallest <= highest
        ? Scale.of(Math.log10(smallest) - 0.05, Math.log10(highest) + 0.05, true)
        : Scale.around(0, 1);
  }

  /** From the smallest point to the largest, without a tick. */
  Scale bare() {
    return spansDecades()
        ? new Scale(Math.log10(smallest), Math.log10(high), true, List.of())
        : new Scale(low, high, false, List.of());
  }

  /** Around points and error bars, from 0 where that is not far and nothing is below it. */
  Scale fromZero() {
    double from = low < 0 ? lowest : lowest < 0.3 * highest ? 0 : lowest;
    return isEmpty() ? Scale.around(0, 1) : Scale.around(from, highest);
  }

  /** Around points and error bars; where all points are within limits, so is the scale. */
  Scale within(double least, double most) {
    if (isEmpty()) {
      return Scale.around(least, most);
    }
    Scale wide = Scale.around(lowest, highest);
    return least <= low && high <= most ? wide.within(least, most) : wide;
  }

  /**
   * What the reader has to know of points that are not where they belong.
   *
   * @param logarithmic whether the axis is
   */
  public List<String> notes(boolean logarithmic) {
    List<String> notes = new ArrayList<>();
    if (notFinite > 0) {
      notes.add(
          "%d of %d points left out: not finite (NaN or infinite)".formatted(notFinite, points));
    }
    if (zeros > 0 && logarithmic) {
      notes.add(
          "%s on the lower edge: a logarithmic axis has no 0"
              .formatted(zeros == 1 ? "a value of 0 stands" : zeros + " values of 0 stand"));
    }
    return notes;
  }
}
