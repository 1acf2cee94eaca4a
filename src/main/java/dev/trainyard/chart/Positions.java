package dev.trainyard.chart;

import dev.trainyard.chart.Scale.Tick;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Where the values of a swept parameter stand on an axis: numbers by their value, or by its
 * logarithm where that spaces them more evenly; everything else one after the other.
 *
 * @param places the place of each value
 */
record Positions(Map<@Nullable Object, Double> places, Spacing spacing) {

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
  static Positions of(List<? extends @Nullable Object> values) {
    double[] sorted =
        values.stream()
            .filter(Number.class::isInstance)
            .mapToDouble(Positions::number)
            .sorted()
            .toArray();
    boolean numeric = sorted.length == values.size();
    if (!numeric || hasEquals(sorted) || hasZeroBesideLogarithms(sorted)) {
      return oneAfterTheOther(values, numeric);
    }
    Map<@Nullable Object, Double> places = new HashMap<>();
    values.forEach(value -> places.put(value, number(value)));
    return new Positions(places, isLogarithmic(sorted) ? Spacing.LOGARITHMIC : Spacing.LINEAR);
  }

  /** The place of one of the values, for {@link Scale#share}. */
  double of(@Nullable Object value) {
    return Objects.requireNonNull(places.get(value));
  }

  /**
   * The axis, with a tick at every value or, where these are too many and the axis is to scale, at
   * round numbers.
   */
  Axis axis(String title, Function<@Nullable Object, String> label) {
    boolean logarithmic = spacing == Spacing.LOGARITHMIC;
    List<Tick> ticks =
        places.entrySet().stream()
            .map(
                place ->
                    new Tick(
                        logarithmic ? Math.log10(place.getValue()) : place.getValue(),
                        label.apply(place.getKey())))
            .sorted(Comparator.comparingDouble(Tick::at))
            .toList();
    double low = ticks.getFirst().at();
    double high = ticks.getLast().at();
    double margin = high > low ? MARGIN * high - MARGIN * low : 0.5;
    Scale scale = Scale.of(finite(low - margin), finite(high + margin), logarithmic);
    boolean toScale = spacing == Spacing.LINEAR || logarithmic;
    String full = "%s %s".formatted(title, spacing.remark()).strip();
    return toScale ? new Axis(full, scale, ticks) : new Axis(full, scale.with(ticks), List.of());
  }

  private static double finite(double number) {
    return Math.clamp(number, -Double.MAX_VALUE, Double.MAX_VALUE);
  }

  private static double number(@Nullable Object value) {
    return ((Number) Objects.requireNonNull(value)).doubleValue();
  }

  private static Positions oneAfterTheOther(
      List<? extends @Nullable Object> values, boolean numeric) {
    List<@Nullable Object> order = new ArrayList<>(values);
    if (numeric) {
      order.sort(Comparator.comparingDouble(Positions::number));
    }
    Map<@Nullable Object, Double> places = new HashMap<>();
    IntStream.range(0, order.size()).forEach(i -> places.put(order.get(i), (double) i));
    return new Positions(places, numeric ? Spacing.ORDINAL : Spacing.NAMES);
  }

  /** Such as 0 and -0. */
  private static boolean hasEquals(double[] sorted) {
    return IntStream.range(1, sorted.length).anyMatch(i -> sorted[i] == sorted[i - 1]);
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
