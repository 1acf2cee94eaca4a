package dev.trainyard.chart;

import dev.trainyard.outcome.Curves;
import dev.trainyard.training.Metric;
import java.awt.Graphics2D;
import java.util.List;
import java.util.function.Consumer;

/**
 * Pictures for other modules, to be drawn on whatever they have; sizes are in pixels, letters of
 * their usual size.
 */
public final class Charts {
  /** Of trials that have all come to their end. */
  private static final Standing DONE = new Standing(List.of(), null);

  private Charts() {}

  /** A metric over the epochs. */
  public static Consumer<Graphics2D> learningCurves(
      Curves curves, Metric metric, String title, int width, int height) {
    return LearningCurves.of(curves, metric, title, DONE, new Picture.Size(width, height))
        ::paintUnscaled;
  }

  /** Error rates over the epochs, on a logarithmic axis. */
  public static Consumer<Graphics2D> errorRates(Curves curves, int width, int height) {
    return LearningCurves.ofErrors(curves, new Picture.Size(width, height))::paintUnscaled;
  }

  /** Differences with their intervals, one below the other. */
  public static Consumer<Graphics2D> intervals(
      List<IntervalChart.Group> groups, String axis, int width, int height) {
    return new IntervalChart(groups, axis, width, height)::paint;
  }

  /** Accuracies over the shift of the images, from 0 pixels upwards. */
  public static Consumer<Graphics2D> shifts(
      List<ShiftChart.Curve> curves, String title, int width, int height) {
    return ShiftChart.of(curves, title, new Picture.Size(width, height))::paintUnscaled;
  }
}
