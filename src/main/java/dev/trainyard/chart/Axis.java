package dev.trainyard.chart;

import dev.trainyard.chart.Scale.Tick;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

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
   * The ticks to show: the first that fit of those that are preferred, the scale's, and every
   * second or third of these where they are to scale; else all of the scale's.
   */
  List<Tick> ticks(Predicate<List<Tick>> fit) {
    boolean few = !preferred.isEmpty() && preferred.size() <= Scale.MOST;
    List<Tick> all = scale.ticks();
    Stream<List<Tick>> choices = few ? Stream.of(preferred, all) : Stream.of(all);
    if (!preferred.isEmpty() && all.size() > 3) {
      choices = Stream.concat(choices, Stream.of(every(2, all), every(3, all)));
    }
    return choices.filter(fit).findFirst().orElse(all);
  }

  /**
   * The scale's ticks, or every second, third ... of them, so that lines of text can stand at each.
   */
  List<Tick> rows(double length, Letters letters) {
    List<Tick> all = scale.ticks();
    return IntStream.range(1, Scale.MOST)
        .mapToObj(step -> every(step, all))
        .filter(ticks -> closest(ticks, length) >= letters.leading())
        .findFirst()
        .orElse(all);
  }

  private static List<Tick> every(int step, List<Tick> ticks) {
    return IntStream.range(0, ticks.size())
        .filter(i -> i % step == 0)
        .mapToObj(ticks::get)
        .toList();
  }

  /** Whether labels can stand beside each other. */
  boolean fit(List<Tick> ticks, double length, Letters letters) {
    return IntStream.range(1, ticks.size())
        .allMatch(i -> free(ticks.get(i - 1), ticks.get(i), length, letters) >= APART);
  }

  /** Whether the last label can stand beside the first one of the same axis further right. */
  boolean fitBeside(List<Tick> ticks, double length, double between, Letters letters) {
    return ticks.isEmpty()
        || free(ticks.getLast(), ticks.getFirst(), length, letters) + length + between >= APART / 2;
  }

  /** What is free between two labels. */
  private double free(Tick left, Tick right, double length, Letters letters) {
    double between = (scale.share(right) - scale.share(left)) * length;
    return between - (letters.width(left.label()) + letters.width(right.label())) / 2;
  }

  /** The distance of the two ticks that are closest. */
  double closest(List<Tick> ticks, double length) {
    return IntStream.range(1, ticks.size())
        .mapToDouble(i -> (scale.share(ticks.get(i)) - scale.share(ticks.get(i - 1))) * length)
        .min()
        .orElse(length);
  }
}
