package dev.trainyard.chart;

import dev.trainyard.outcome.Band;
import java.awt.Color;
import java.awt.geom.Path2D;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The area of one standard deviation around the means of several trials, epoch by epoch.
 *
 * @param means the first is epoch 1
 * @param deviations 0 where there is one trial
 */
@SuppressWarnings("ArrayRecordComponent")
public record Ribbon(double[] means, double[] deviations, Color color) implements Content {

  /**
   * A band on an axis.
   *
   * @param unit the factor to the axis's values
   */
  public static Ribbon of(Band band, double unit, Color color) {
    Ink.requireTime();
    return new Ribbon(
        DoubleStream.of(band.means()).map(mean -> unit * mean).toArray(),
        DoubleStream.of(band.errorBars()).map(bar -> unit * bar).toArray(),
        color);
  }

  /** The line of the means. */
  public Line line(Look look) {
    double[] epochs = IntStream.rangeClosed(1, means.length).asDoubleStream().toArray();
    return new Line(epochs, means, look);
  }

  @Override
  public void draw(Frame frame, Ink ink) {
    int[] seen = Line.seen(means);
    int first = 0;
    for (int i = 0; i <= seen.length; i++) {
      if (i == seen.length || !Double.isFinite(means[seen[i]] + deviations[seen[i]])) {
        ink.area(area(Arrays.copyOfRange(seen, first, i), frame), Palette.pale(color, 0.2));
        first = i + 1;
      }
    }
  }

  /** Along the upper edge and back along the lower one. */
  private Path2D area(int[] epochs, Frame frame) {
    Path2D area = new Path2D.Double();
    for (int k = 0; k < 2 * epochs.length; k++) {
      boolean back = k >= epochs.length;
      int i = epochs[back ? 2 * epochs.length - 1 - k : k];
      double x = frame.x(i + 1.0);
      double y = frame.y(means[i] + (back ? -deviations[i] : deviations[i]));
      if (k == 0) {
        area.moveTo(x, y);
      } else {
        area.lineTo(x, y);
      }
    }
    return area;
  }
}
