package dev.trainyard.chart;

import dev.trainyard.outcome.Band;
import dev.trainyard.outcome.Cell;
import dev.trainyard.outcome.Curves;
import dev.trainyard.outcome.Curves.TrialCurve;
import dev.trainyard.training.Metric;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Draws a metric over the epochs.
 *
 * <p>One cell: training and validation in two colours, a line for each trial; for more than {@value
 * #MOST_LINES} trials their mean and a band of one standard deviation. Several cells: a colour for
 * each, the mean of its trials, validation solid and training dashed.
 */
final class LearningCurves {
  private static final int MOST_LINES = 6;
  private static final int MOST_MARKERS = 30;
  private static final int MOST_NAMES = 20;

  private final Metric metric;
  private final double unit;
  private final XYChart chart;
  private final List<Double> drawn = new ArrayList<>();

  private LearningCurves(Metric metric, XYChart chart) {
    this.metric = metric;
    this.unit = Axes.unit(metric);
    this.chart = chart;
  }

  /** The picture of these curves. */
  static Picture of(Curves curves, Metric metric, String title, Picture.Size size) {
    Heading heading = new Heading(title);
    XYChart chart = PlotStyle.plot(size, heading, "Epoch", Axes.title(metric));
    List<TrialCurve> begun =
        curves.trials().stream().filter(trial -> !trial.epochs().isEmpty()).toList();
    LearningCurves lines = new LearningCurves(metric, chart);
    if (begun.isEmpty()) {
      PlotStyle.nothing(chart, "no finished epoch yet");
    } else {
      lines.draw(new Curves(curves.experimentId(), begun));
    }
    return new Picture(chart, heading, size);
  }

  private void draw(Curves begun) {
    List<TrialCurve> trials = begun.trials();
    List<Cell> cells = begun.cells(metric);
    if (cells.size() > 1) {
      cells(cells);
    } else if (trials.size() > MOST_LINES) {
      bands(trials);
    } else {
      lines(trials);
    }
    int epochs = trials.stream().mapToInt(trial -> trial.epochs().size()).max().orElseThrow();
    double margin = epochs == 1 ? 0.5 : 0.02 * epochs;
    PlotStyle.horizontal(chart, 1 - margin, epochs + margin, XTicks.wholeNumbersTo(epochs));
    DoubleStream values = drawn.stream().mapToDouble(Double::doubleValue);
    var range = values.summaryStatistics();
    PlotStyle.vertical(chart, Axes.scale(metric, range.getMin(), range.getMax()));
  }

  private void lines(List<TrialCurve> trials) {
    boolean alone = trials.size() == 1;
    String of = alone ? "" : "\n(%d trials)".formatted(trials.size());
    for (TrialCurve trial : trials) {
      boolean first = trial.trial() == trials.getFirst().trial();
      String name = first ? of : " of trial %d".formatted(trial.trial());
      XYSeries training =
          line("training" + name, Band.of(List.of(trial), metric::training), Palette.BLUE);
      training.setLineStyle(alone ? PlotStyle.DASHED : PlotStyle.THIN_DASHED);
      training.setShowInLegend(first);
      XYSeries validation =
          line(
              "validation" + name, Band.of(List.of(trial), metric::validation), Palette.VERMILLION);
      validation.setLineStyle(alone ? PlotStyle.SOLID : PlotStyle.THIN);
      validation.setShowInLegend(first);
      if (alone && trial.epochs().size() <= MOST_MARKERS) {
        training.setMarker(SeriesMarkers.DIAMOND);
        validation.setMarker(SeriesMarkers.CIRCLE);
      }
    }
  }

  private void bands(List<TrialCurve> trials) {
    Band training = Band.of(trials, metric::training);
    Band validation = Band.of(trials, metric::validation);
    band("training deviation", training, Palette.BLUE);
    band("validation deviation", validation, Palette.VERMILLION);
    String of = "\nmean of %d trials\n± standard deviation".formatted(trials.size());
    line("training" + of, training, Palette.BLUE).setLineStyle(PlotStyle.DASHED);
    line("validation" + of, validation, Palette.VERMILLION).setLineStyle(PlotStyle.SOLID);
  }

  private void cells(List<Cell> cells) {
    List<Color> colours = Palette.lines(cells.size());
    boolean few = cells.size() <= Palette.LINES.size();
    int every = Math.ceilDiv(cells.size(), MOST_NAMES);
    int i = 0;
    for (Cell cell : cells) {
      Color colour = colours.get(i);
      String name = Axes.cell(cell.parameters());
      if (few) {
        XYSeries training = line(name + " training", cell.band(metric::training), colour);
        training.setLineStyle(PlotStyle.THIN_DASHED);
        training.setShowInLegend(false);
      }
      XYSeries validation = line(name, cell.band(metric::validation), colour);
      validation.setLineStyle(PlotStyle.SOLID);
      validation.setShowInLegend(i % every == 0);
      i++;
    }
    PlotStyle.key(chart, "validation", 1, PlotStyle.SOLID);
    if (few) {
      PlotStyle.key(chart, "training", 1, PlotStyle.THIN_DASHED);
    }
  }

  private XYSeries line(String name, Band band, Color colour) {
    double[] y = Arrays.stream(band.means()).map(mean -> mean * unit).toArray();
    Arrays.stream(y).forEach(drawn::add);
    XYSeries series = chart.addSeries(name, band.x(), y);
    series.setLineColor(colour);
    series.setMarkerColor(colour);
    series.setMarker(y.length == 1 ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
    return series;
  }

  private void band(String name, Band band, Color colour) {
    int n = band.epochs().size();
    double[] x = new double[2 * n];
    double[] y = new double[2 * n];
    for (int i = 0; i < n; i++) {
      x[i] = x[2 * n - 1 - i] = i + 1;
      y[i] = band.edge(1)[i] * unit;
      y[2 * n - 1 - i] = band.edge(-1)[i] * unit;
    }
    Arrays.stream(y).forEach(drawn::add);
    XYSeries series = chart.addSeries(name, x, y);
    series.setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea);
    series.setShowInLegend(false);
    series.setLineStyle(PlotStyle.NONE);
    series.setMarker(SeriesMarkers.NONE);
    series.setFillColor(Palette.pale(colour, 0.2));
  }
}
