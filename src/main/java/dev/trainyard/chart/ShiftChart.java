package dev.trainyard.chart;

import dev.trainyard.outcome.Spread;
import dev.trainyard.training.Metric;
import java.awt.BasicStroke;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Draws how the accuracy of several networks falls as the images are moved aside. */
public final class ShiftChart {

  /**
   * A network's accuracies on shifted images.
   *
   * @param accuracies over the trials; the first is without a shift, the next at one pixel
   */
  public record Curve(String name, List<Spread> accuracies) {}

  private static final double MARGIN = 0.15;

  /** Told from each other without colours, too. */
  private static final List<BasicStroke> STROKES = List.of(Ink.SOLID, Ink.DASHED, Ink.DOTTED);

  private ShiftChart() {}

  static Picture of(List<Curve> curves, String title, Picture.Size size) {
    Range drawn = new Range();
    List<Line> lines = new ArrayList<>();
    List<Legend.Entry> legend = new ArrayList<>();
    for (int i = 0; i < curves.size(); i++) {
      Look look =
          new Look(
              Palette.lines(curves.size()).get(i),
              STROKES.get(i % STROKES.size()),
              Look.MARKERS.get(i % Look.MARKERS.size()));
      lines.add(line(curves.get(i).accuracies(), look, drawn));
      legend.add(new Legend.Entry(List.of(curves.get(i).name()), look));
    }
    int last = lines.stream().mapToInt(line -> line.x().length).max().orElse(1) - 1;
    Scale scale = Axes.scale(Metric.ACCURACY, drawn);
    Plot plot =
        new Plot(
            title,
            new Axis("Shift (pixels)", Scale.of(-MARGIN, last + MARGIN, false)),
            new Axis(Axes.title(Metric.ACCURACY), scale),
            lines,
            legend,
            drawn.notes(scale.logarithmic()));
    return new Picture(plot, size);
  }

  private static Line line(List<Spread> accuracies, Look look, Range drawn) {
    double unit = Axes.unit(Metric.ACCURACY);
    double[] x = IntStream.range(0, accuracies.size()).asDoubleStream().toArray();
    double[] means = accuracies.stream().mapToDouble(spread -> unit * spread.mean()).toArray();
    double[] bars = accuracies.stream().mapToDouble(spread -> unit * spread.errorBar()).toArray();
    drawn.add(means, bars);
    return new Line(x, means, bars, look);
  }
}
