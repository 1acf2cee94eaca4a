package dev.trainyard.chart;

import dev.trainyard.training.Metric;
import java.math.BigDecimal;
import java.math.MathContext;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** How a metric stands on an axis: accuracies in percent, losses as they are. */
final class Axes {
  private static final MathContext SIX_DIGITS = new MathContext(6);

  private Axes() {}

  /** The name with its unit. */
  static String title(Metric metric) {
    return switch (metric) {
      case ACCURACY -> "Accuracy (% of images)";
      case LOSS -> "Cross-entropy loss (nats per image)";
    };
  }

  /** The name of a figure of the validation with its unit. */
  static String title(Metric metric, Figure figure) {
    return "%s validation %s".formatted(figure.title(), title(metric).toLowerCase(Locale.ROOT));
  }

  /** The factor from a stored value to the value on the axis. */
  static double unit(Metric metric) {
    return switch (metric) {
      case ACCURACY -> 100;
      case LOSS -> 1;
    };
  }

  /** The scale for values in the axis's unit. */
  static Scale scale(Metric metric, double low, double high) {
    return switch (metric) {
      case ACCURACY -> Scale.around(low, Math.min(100, high)).within(0, 100);
      case LOSS -> Scale.around(low < 0.3 * high ? 0 : low, high);
    };
  }

  /** A cell's values, with the last part of each path for a name: {@code l2 = 0.001}. */
  static String cell(Map<String, ?> parameters) {
    return parameters.entrySet().stream()
        .map(entry -> "%s = %s".formatted(name(entry.getKey()), value(entry.getValue())))
        .collect(Collectors.joining(", "));
  }

  /** The last part of a path. */
  static String name(String path) {
    return path.substring(path.lastIndexOf('.') + 1);
  }

  /**
   * A swept value as a user writes it: {@code 0.0001} and {@code 1e-5}, without superfluous zeros.
   */
  static String value(Object value) {
    OptionalDouble number = number(value);
    return number.isEmpty() ? value.toString() : text(number.getAsDouble());
  }

  /** A swept value as a number, if it is one. */
  static OptionalDouble number(Object value) {
    return value instanceof Number number
        ? OptionalDouble.of(number.doubleValue())
        : OptionalDouble.empty();
  }

  private static String text(double number) {
    double size = Math.abs(number);
    if (size != 0 && (size < 1e-4 || size >= 1e6)) {
      return new DecimalFormat("0.#####E0", DecimalFormatSymbols.getInstance(Locale.ROOT))
          .format(number)
          .replace('E', 'e');
    }
    return BigDecimal.valueOf(number).round(SIX_DIGITS).stripTrailingZeros().toPlainString();
  }
}
