package dev.trainyard.chart;

import dev.trainyard.chart.Scale.Tick;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An axis.
 *
 * @param preferred ticks to show instead of the scale's where they are not too many; may be empty
 */
public record Axis(String title, Scale scale, List<Tick> preferred) {
  private static final double APART = 8;

  /** An axis with the scale's own ticks. */
  public Axis(String title, Scale scale) {
    this(title, scale, List.of());
  }

  /**
   * The ticks for a length.
   *
   * @param letters of their labels
   */
  List<Tick> ticks(double length, Letters letters) {
    boolean few = !preferred.isEmpty() && preferred.size() <= Scale.MOST;
    return few && fit(preferred, length, letters) ? preferred : scale.ticks();
  }

  /** Whether labels can stand beside each other. */
  boolean fit(List<Tick> ticks, double length, Letters letters) {
    return IntStream.range(1, ticks.size())
        .allMatch(
            i -> {
              Tick left = ticks.get(i - 1);
              Tick right = ticks.get(i);
              double between = (scale.share(right) - scale.share(left)) * length;
              return between
                  >= APART + (letters.width(left.label()) + letters.width(right.label())) / 2;
            });
  }

  /** The distance of the two ticks that are closest. */
  double closest(List<Tick> ticks, double length) {
    return IntStream.range(1, ticks.size())
        .mapToDouble(i -> (scale.share(ticks.get(i)) - scale.share(ticks.get(i - 1))) * length)
        .min()
        .orElse(length);
  }
}
