package dev.trainyard.chart;

import dev.trainyard.outcome.Curves;
import dev.trainyard.outcome.Figure;
import dev.trainyard.outcome.Sweep;
import dev.trainyard.training.Metric;
import java.awt.Graphics2D;
import java.util.List;
import java.util.function.Consumer;

/** Pictures for other modules, to be drawn on whatever they have; sizes are in pixels. */
public final class Charts {
  /** Of trials that have all come to their end. */
  private static final Standing DONE = new Standing(List.of(), null);

  private Charts() {}

  /** A metric over the epochs. */
  public static Consumer<Graphics2D> learningCurves(
      Curves curves, Metric metric, String title, int width, int height) {
    return LearningCurves.of(curves, metric, title, DONE, new Picture.Size(width, height))::paint;
  }

  /** The final accuracies of a sweep over at least one parameter, with error bars. */
  public static Consumer<Graphics2D> finalAccuracies(
      Sweep sweep, String title, int width, int height) {
    Picture.Size size = new Picture.Size(width, height);
    return SweepChart.of(sweep, Metric.ACCURACY, Figure.FINAL, title, DONE, size)::paint;
  }

  /** Accuracies over the shift of the images, from 0 pixels upwards. */
  public static Consumer<Graphics2D> shifts(
      List<ShiftCurve> curves, String title, int width, int height) {
    return ShiftChart.of(curves, title, new Picture.Size(width, height))::paint;
  }
}
