package dev.trainyard.chart;

import dev.trainyard.outcome.Reference;
import dev.trainyard.outcome.Spread;
import dev.trainyard.outcome.Sweep;
import dev.trainyard.outcome.Sweep.SweepCell;
import dev.trainyard.training.Metric;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Draws a sweep: the first parameter on the axis, the mean of the replicates as a point, their
 * standard deviation as its error bar, a line for each value of the other parameters; where that
 * were too many lines, a heat map.
 */
final class SweepChart {
  private static final List<Marker> MARKERS =
      List.of(
          SeriesMarkers.CIRCLE,
          SeriesMarkers.DIAMOND,
          SeriesMarkers.SQUARE,
          SeriesMarkers.TRIANGLE_UP,
          SeriesMarkers.TRIANGLE_DOWN);

  private final XYChart chart;
  private final Metric metric;
  private final Figure figure;
  private final DoubleSummaryStatistics drawn = new DoubleSummaryStatistics();

  private SweepChart(XYChart chart, Metric metric, Figure figure) {
    this.chart = chart;
    this.metric = metric;
    this.figure = figure;
  }

  /**
   * The picture of a sweep over at least one parameter.
   *
   * @param figure which of a trial's epochs counts
   */
  static Picture of(Sweep sweep, Metric metric, Figure figure, String title, Picture.Size size) {
    if (SweepHeatMap.suits(sweep)) {
      return SweepHeatMap.of(sweep, metric, figure, title, size);
    }
    String swept = sweep.parameters().getFirst();
    List<Object> values = sweep.cells().stream().map(cell -> at(cell, swept)).distinct().toList();
    Positions positions = Positions.of(values);
    Heading heading = new Heading(title);
    String axis = "%s %s".formatted(swept, positions.spacing().remark()).strip();
    XYChart chart = PlotStyle.plot(size, heading, axis, Axes.title(metric, figure));
    new SweepChart(chart, metric, figure).draw(sweep, swept, positions);
    return new Picture(chart, heading, size);
  }

  private void draw(Sweep sweep, String swept, Positions positions) {
    Map<Map<String, Object>, List<SweepCell>> lines = new LinkedHashMap<>();
    for (SweepCell cell : sweep.cells()) {
      if (figure.of(cell) != null) {
        Map<String, Object> others = new LinkedHashMap<>(cell.parameters());
        others.remove(swept);
        lines.computeIfAbsent(others, _ -> new ArrayList<>()).add(cell);
      }
    }
    if (lines.isEmpty()) {
      PlotStyle.nothing(chart, "no finished trial yet");
      return;
    }
    List<Color> colours = Palette.lines(lines.size());
    int i = 0;
    String meaning = meaning(sweep);
    for (Map.Entry<Map<String, Object>, List<SweepCell>> line : lines.entrySet()) {
      List<SweepCell> cells = new ArrayList<>(line.getValue());
      cells.sort(Comparator.comparingDouble(cell -> positions.of(at(cell, swept))));
      XYSeries series =
          line(
              line.getKey().isEmpty() ? meaning : Axes.cell(line.getKey()),
              cells,
              swept,
              positions);
      series.setLineColor(colours.get(i));
      series.setMarkerColor(colours.get(i));
      series.setMarker(MARKERS.get(i % MARKERS.size()));
      series.setLineStyle(positions.spacing().isNumeric() ? PlotStyle.THIN : PlotStyle.NONE);
      i++;
    }
    if (sweep.parameters().size() > 1) {
      PlotStyle.key(chart, meaning, positions.min(), PlotStyle.THIN)
          .setMarker(SeriesMarkers.CIRCLE);
    }
    PlotStyle.horizontal(chart, positions.min(), positions.max(), positions.ticks());
    if (sweep.reference() != null && metric == Metric.ACCURACY) {
      reference(sweep.reference(), positions);
    }
    PlotStyle.vertical(chart, Axes.scale(metric, drawn.getMin(), drawn.getMax()));
  }

  private XYSeries line(String name, List<SweepCell> cells, String swept, Positions positions) {
    double unit = Axes.unit(metric);
    double[] x = cells.stream().mapToDouble(cell -> positions.of(at(cell, swept))).toArray();
    List<Spread> spreads =
        cells.stream().map(cell -> Objects.requireNonNull(figure.of(cell))).toList();
    double[] means = spreads.stream().mapToDouble(spread -> unit * spread.mean()).toArray();
    double[] bars = spreads.stream().mapToDouble(spread -> unit * spread.errorBar()).toArray();
    for (int i = 0; i < means.length; i++) {
      drawn.accept(means[i] - bars[i]);
      drawn.accept(means[i] + bars[i]);
    }
    return chart.addSeries(name, x, means, bars);
  }

  private void reference(Reference reference, Positions positions) {
    double value = Axes.unit(metric) * reference.value();
    drawn.accept(value);
    XYSeries line =
        chart.addSeries(
            "%s: %s %%".formatted(reference.label(), Axes.value(value)),
            new double[] {positions.min(), positions.max()},
            new double[] {value, value});
    line.setLineColor(Palette.GREY);
    line.setLineStyle(PlotStyle.DASHED);
    line.setMarker(SeriesMarkers.NONE);
  }

  private static String meaning(Sweep sweep) {
    String basis = basis(sweep);
    return basis.startsWith("mean") ? basis + "\n± standard deviation" : basis;
  }

  /** How many replicates the points rest on. */
  static String basis(Sweep sweep) {
    var counts =
        sweep.cells().stream()
            .mapToInt(SweepCell::count)
            .filter(count -> count > 0)
            .summaryStatistics();
    if (counts.getMax() == 1) {
      return "one trial each";
    }
    String count = counts.getMin() == counts.getMax() ? "" : counts.getMin() + " to ";
    return "mean of %s%d trials".formatted(count, counts.getMax());
  }

  private static Object at(SweepCell cell, String parameter) {
    return Objects.requireNonNull(cell.parameters().get(parameter));
  }
}
