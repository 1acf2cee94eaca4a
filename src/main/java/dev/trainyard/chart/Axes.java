package dev.trainyard.chart;

import dev.trainyard.outcome.Figure;
import dev.trainyard.training.Metric;
import java.util.Locale;

/** How a metric stands on an axis: accuracies in percent, losses as they are. */
public final class Axes {
  private Axes() {}

  /** The name with its unit. */
  public static String title(Metric metric) {
    return switch (metric) {
      case ACCURACY -> "Accuracy (% of images)";
      case LOSS -> "Loss (nats per image)";
    };
  }

  /** The name of a figure of the validation with its unit. */
  static String title(Metric metric, Figure figure) {
    String which =
        switch (figure) {
          case BEST -> "Best";
          case FINAL -> "Final";
        };
    return "%s validation %s".formatted(which, title(metric).toLowerCase(Locale.ROOT));
  }

  /** The factor from a stored value to the value on the axis. */
  public static double unit(Metric metric) {
    return switch (metric) {
      case ACCURACY -> 100;
      case LOSS -> 1;
    };
  }

  /** The scale for values in the axis's unit. */
  public static Scale scale(Metric metric, Range drawn) {
    return switch (metric) {
      case ACCURACY -> drawn.within(0, 100);
      case LOSS -> drawn.spansDecades() ? drawn.decades() : drawn.fromZero();
    };
  }
}
