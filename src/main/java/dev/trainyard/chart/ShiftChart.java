package dev.trainyard.chart;

import dev.trainyard.outcome.Spread;
import dev.trainyard.training.Metric;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws how the accuracy of several networks falls as the images are moved aside. */
final class ShiftChart {
  private static final double MARGIN = 0.15;

  private ShiftChart() {}

  static Picture of(List<ShiftCurve> curves, String title, Picture.Size size) {
    Heading heading = new Heading(title);
    XYChart chart = PlotStyle.plot(size, heading, "Shift (pixels)", Axes.title(Metric.ACCURACY));
    DoubleSummaryStatistics drawn = new DoubleSummaryStatistics();
    int last = 0;
    for (int i = 0; i < curves.size(); i++) {
      ShiftCurve curve = curves.get(i);
      XYSeries series = line(chart, curve, drawn);
      series.setLineColor(Palette.LINES.get(i));
      series.setMarkerColor(Palette.LINES.get(i));
      series.setMarker(i % 2 == 0 ? SeriesMarkers.DIAMOND : SeriesMarkers.CIRCLE);
      series.setLineStyle(i % 2 == 0 ? PlotStyle.DASHED : PlotStyle.SOLID);
      last = Math.max(last, curve.accuracies().size() - 1);
    }
    List<XTicks.Tick> ticks =
        IntStream.rangeClosed(0, last)
            .mapToObj(pixels -> new XTicks.Tick(pixels, String.valueOf(pixels)))
            .toList();
    PlotStyle.horizontal(chart, -MARGIN, last + MARGIN, new XTicks(ticks));
    PlotStyle.vertical(chart, Axes.scale(Metric.ACCURACY, drawn.getMin(), drawn.getMax()));
    return new Picture(chart, heading, size);
  }

  private static XYSeries line(XYChart chart, ShiftCurve curve, DoubleSummaryStatistics drawn) {
    double unit = Axes.unit(Metric.ACCURACY);
    List<Spread> accuracies = curve.accuracies();
    double[] x = IntStream.range(0, accuracies.size()).asDoubleStream().toArray();
    double[] means = accuracies.stream().mapToDouble(spread -> unit * spread.mean()).toArray();
    double[] bars = accuracies.stream().mapToDouble(spread -> unit * spread.errorBar()).toArray();
    for (int i = 0; i < means.length; i++) {
      drawn.accept(means[i] - bars[i]);
      drawn.accept(means[i] + bars[i]);
    }
    return chart.addSeries(curve.name(), x, means, bars);
  }
}
