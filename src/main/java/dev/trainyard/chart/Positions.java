package dev.trainyard.chart;

import dev.trainyard.chart.XTicks.Tick;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Where the values of a swept parameter stand on an axis: numbers by their value, or by its
 * logarithm where that spaces them more evenly; everything else one after the other.
 *
 * @param places the place of each value
 */
record Positions(Map<Object, Double> places, Spacing spacing) {

  /** What distances on the axis mean. */
  enum Spacing {
    LINEAR(""),
    LOGARITHMIC("(logarithmic scale)"),
    /** Numbers one after the other. */
    ORDINAL("(not to scale)"),
    /** Values that are no numbers. */
    NAMES("");

    private final String remark;

    Spacing(String remark) {
      this.remark = remark;
    }

    /** What is to be said beside the axis; empty where it goes without saying. */
    String remark() {
      return remark;
    }

    /** Whether a line between two values means something. */
    boolean isNumeric() {
      return this != NAMES;
    }
  }

  private static final double LEAST_RATIO = 5;
  private static final double MARGIN = 0.06;

  /** The places of different values. */
  static Positions of(List<Object> values) {
    double[] numbers =
        values.stream().flatMapToDouble(value -> Axes.number(value).stream()).sorted().toArray();
    if (numbers.length < values.size() || hasZeroBesideLogarithms(numbers)) {
      return oneAfterTheOther(values, numbers.length == values.size());
    }
    return isLogarithmic(numbers)
        ? numeric(values, Math::log10, Spacing.LOGARITHMIC)
        : numeric(values, DoubleUnaryOperator.identity(), Spacing.LINEAR);
  }

  double of(Object value) {
    return Objects.requireNonNull(places.get(value));
  }

  double min() {
    return places.values().stream().min(Comparator.naturalOrder()).orElseThrow() - margin();
  }

  double max() {
    return places.values().stream().max(Comparator.naturalOrder()).orElseThrow() + margin();
  }

  /** A tick at every value. */
  XTicks ticks() {
    return new XTicks(
        places.entrySet().stream()
            .map(place -> new Tick(place.getValue(), Axes.value(place.getKey())))
            .sorted(Comparator.comparingDouble(Tick::at))
            .toList());
  }

  private double margin() {
    var range = places.values().stream().mapToDouble(Double::doubleValue).summaryStatistics();
    return range.getMax() > range.getMin() ? MARGIN * (range.getMax() - range.getMin()) : 0.5;
  }

  private static Positions numeric(
      List<Object> values, DoubleUnaryOperator place, Spacing spacing) {
    Map<Object, Double> places = new HashMap<>();
    values.forEach(
        value -> places.put(value, place.applyAsDouble(Axes.number(value).orElseThrow())));
    return new Positions(places, spacing);
  }

  private static Positions oneAfterTheOther(List<Object> values, boolean numeric) {
    List<Object> order =
        numeric
            ? values.stream()
                .sorted(Comparator.comparingDouble(value -> Axes.number(value).orElseThrow()))
                .toList()
            : values;
    Map<Object, Double> places = new HashMap<>();
    IntStream.range(0, order.size()).forEach(i -> places.put(order.get(i), (double) i));
    return new Positions(places, numeric ? Spacing.ORDINAL : Spacing.NAMES);
  }

  /**
   * 0 has no logarithm: no axis shows 0, 1e-5, 1e-4, 1e-3 to scale so that they can be told apart.
   */
  private static boolean hasZeroBesideLogarithms(double[] sorted) {
    return sorted.length > 2
        && sorted[0] == 0
        && isLogarithmic(DoubleStream.of(sorted).skip(1).toArray());
  }

  private static boolean isLogarithmic(double[] sorted) {
    return sorted.length > 1
        && sorted[0] > 0
        && sorted[sorted.length - 1] / sorted[0] >= LEAST_RATIO
        && unevenness(DoubleStream.of(sorted).map(Math::log10).toArray()) < unevenness(sorted);
  }

  /** The largest gap relative to the mean gap; the same for two values on any axis. */
  private static double unevenness(double[] sorted) {
    int gaps = sorted.length - 1;
    double largest =
        IntStream.range(0, gaps).mapToDouble(i -> sorted[i + 1] - sorted[i]).max().orElseThrow();
    return largest * gaps / (sorted[gaps] - sorted[0]);
  }
}
