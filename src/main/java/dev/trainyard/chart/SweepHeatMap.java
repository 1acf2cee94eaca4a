package dev.trainyard.chart;

import dev.trainyard.outcome.Spread;
import dev.trainyard.outcome.Sweep;
import dev.trainyard.outcome.Sweep.SweepCell;
import dev.trainyard.training.Metric;
import java.awt.Color;
import java.awt.Font;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HeatMapChartBuilder;
import org.knowm.xchart.style.HeatMapStyler;

/** Draws a sweep over two parameters as a table of coloured means. */
final class SweepHeatMap {
  private static final int MOST_LINES = 6;

  /** In pixels, as {@link #WIDEST_LABEL}. */
  private static final int LINE = 16;

  private static final int WIDEST_LABEL = 60;

  private static final Color[] COLOURS = {
    Palette.pale(Palette.BLUE, 0.08),
    Palette.pale(Palette.BLUE, 0.35),
    Palette.pale(Palette.BLUE, 0.75)
  };

  private SweepHeatMap() {}

  /** Whether the second of two parameters has too many values for a line each. */
  static boolean suits(Sweep sweep) {
    return sweep.parameters().size() == 2
        && values(sweep, sweep.parameters().getLast()).size() > MOST_LINES
        && sweep.cells().stream().anyMatch(cell -> cell.count() > 0);
  }

  static Picture of(Sweep sweep, Metric metric, Figure figure, String title, Picture.Size size) {
    String across = sweep.parameters().getFirst();
    String up = sweep.parameters().getLast();
    List<Object> columns = values(sweep, across);
    List<Object> rows = values(sweep, up);
    List<Number[]> cells = new ArrayList<>();
    for (SweepCell cell : sweep.cells()) {
      Spread spread = figure.of(cell);
      if (spread != null) {
        int column = columns.indexOf(cell.parameters().get(across));
        int row = rows.indexOf(cell.parameters().get(up));
        cells.add(new Number[] {column, row, Axes.unit(metric) * spread.mean()});
      }
    }
    Heading heading =
        new Heading(title, "%s, %s".formatted(Axes.title(metric, figure), SweepChart.basis(sweep)));
    Picture.Size layout = size.layout();
    HeatMapChart chart =
        new HeatMapChartBuilder()
            .width(layout.width())
            .height(layout.height() - heading.height())
            .xAxisTitle(across)
            .yAxisTitle(up)
            .build();
    dress(chart.getStyler(), metric);
    // XChart spaces the labels of both axes by this; the default leaves out every second row.
    chart
        .getStyler()
        .setXAxisTickMarkSpacingHint(
            layout.width() / columns.size() > WIDEST_LABEL ? LINE : WIDEST_LABEL);
    chart.addSeries("mean", labels(columns), labels(rows), cells);
    return new Picture(chart, heading, size);
  }

  private static void dress(HeatMapStyler style, Metric metric) {
    PlotStyle.dress(style);
    style.setPlotContentSize(1);
    style.setPlotGridLinesVisible(false);
    style.setLegendVisible(false);
    style.setRangeColors(COLOURS);
    style.setShowValue(true);
    style.setValueFont(PlotStyle.font(Font.PLAIN, 12));
    style.setValueFontColor(Palette.INK);
    style.setHeatMapValueDecimalPattern(metric == Metric.ACCURACY ? "0.00" : "0.000");
  }

  private static List<Object> values(Sweep sweep, String parameter) {
    List<Object> values =
        sweep.cells().stream()
            .map(cell -> Objects.requireNonNull(cell.parameters().get(parameter)))
            .distinct()
            .toList();
    return values.stream().allMatch(value -> Axes.number(value).isPresent())
        ? values.stream()
            .sorted(Comparator.comparingDouble(value -> Axes.number(value).orElseThrow()))
            .toList()
        : values;
  }

  private static List<String> labels(List<Object> values) {
    return values.stream().map(Axes::value).toList();
  }
}
