package dev.trainyard.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.Locale;
import org.knowm.xchart.AnnotationText;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** What all plots have in common: ink on white, a quiet grid, nothing that carries no meaning. */
final class PlotStyle {
  static final BasicStroke SOLID = stroke(2);
  static final BasicStroke THIN = stroke(1.2f);
  static final BasicStroke DASHED = dashed(2);
  static final BasicStroke THIN_DASHED = dashed(1.2f);
  static final BasicStroke HAIR = stroke(1);
  static final BasicStroke NONE = SeriesLines.NONE;

  /** What the layout needs above and below the plot for titles and ticks, in pixels. */
  private static final int AROUND = 90;

  private PlotStyle() {}

  /** An empty plot. */
  static XYChart plot(Picture.Size size, Heading heading, String x, String y) {
    Picture.Size layout = size.layout();
    XYChart chart =
        new XYChartBuilder()
            .width(layout.width())
            .height(layout.height() - heading.height())
            .xAxisTitle(x)
            .yAxisTitle(y)
            .build();
    dress(chart.getStyler());
    return chart;
  }

  /** Takes XChart's own looks away. */
  static void dress(AxesChartStyler style) {
    style
        .setChartBackgroundColor(Color.WHITE)
        .setPlotBackgroundColor(Color.WHITE)
        .setPlotBorderVisible(true)
        .setPlotBorderColor(Palette.GREY)
        .setPlotContentSize(1)
        .setChartPadding(14)
        .setChartFontColor(Palette.INK)
        .setChartTitleVisible(false)
        .setLegendFont(font(Font.PLAIN, 13))
        .setLegendBorderColor(Color.WHITE)
        .setLegendBackgroundColor(Color.WHITE)
        .setLegendPosition(LegendPosition.OutsideE)
        .setLegendLayout(LegendLayout.Vertical)
        .setLegendSeriesLineLength(36)
        .setAnnotationTextFont(font(Font.PLAIN, 13))
        .setAnnotationTextFontColor(Palette.GREY)
        .setMarkerSize(7)
        .setLocale(Locale.ROOT);
    style
        .setAxisTitleFont(font(Font.PLAIN, 14))
        .setAxisTickLabelsFont(font(Font.PLAIN, 13))
        .setAxisTickLabelsColor(Palette.INK)
        .setAxisTickMarksColor(Palette.GREY)
        .setAxisTitlePadding(10)
        .setAxisTickPadding(6)
        .setAxisTicksLineVisible(false)
        .setAxisTicksMarksVisible(false)
        .setPlotMargin(0)
        .setPlotGridLinesColor(Palette.GRID)
        .setPlotGridLinesStroke(HAIR)
        .setPlotGridVerticalLinesVisible(false)
        .setPlotTicksMarksVisible(false)
        .setErrorBarsColorSeriesColor(true);
  }

  /**
   * Puts ticks on every step of the scale, or on every second, fifth ... where there is no room.
   */
  static void vertical(XYChart chart, Scale scale) {
    XYStyler style = chart.getStyler();
    double hair = (scale.max() - scale.min()) * 1e-3;
    style.setYAxisMin(scale.min() - hair).setYAxisMax(scale.max() + hair);
    style.setYAxisDecimalPattern(scale.digits() == 0 ? "0" : "0." + "0".repeat(scale.digits()));
    style.setYAxisTickMarkSpacingHint(
        hint(chart.getHeight() - AROUND, scale.max() - scale.min(), scale.step()));
  }

  /**
   * Shows these ticks instead of XChart's own, whose labels stay as invisible ink: they reserve the
   * room.
   */
  static void horizontal(XYChart chart, double min, double max, XTicks ticks) {
    XYStyler style = chart.getStyler();
    style.setXAxisMin(min).setXAxisMax(max);
    style.setXAxisTickLabelsColor(Color.WHITE);
    style.setXAxisTickLabelsFormattingFunction("%.2f"::formatted);
    chart.addAnnotation(ticks);
  }

  /**
   * Adds an entry of the legend that belongs to no single line.
   *
   * @param x any place on the axis
   */
  static XYSeries key(XYChart chart, String name, double x, BasicStroke stroke) {
    XYSeries series = chart.addSeries(name, new double[] {x}, new double[] {Double.NaN});
    series.setLineColor(Palette.GREY);
    series.setLineStyle(stroke);
    series.setMarkerColor(Palette.GREY);
    series.setMarker(SeriesMarkers.NONE);
    return series;
  }

  /** Says why there is nothing to see. */
  static void nothing(XYChart chart, String why) {
    XYSeries series = chart.addSeries("nothing", new double[] {0}, new double[] {0});
    series.setLineStyle(NONE);
    series.setMarker(SeriesMarkers.NONE);
    XYStyler style = chart.getStyler();
    style.setLegendVisible(false);
    style.setAxisTicksVisible(false);
    style.setPlotGridLinesVisible(false);
    style.setXAxisMin(-1.0).setXAxisMax(1.0).setYAxisMin(-1.0).setYAxisMax(1.0);
    chart.addAnnotation(new AnnotationText(why, 0, 0, false));
  }

  static Font font(int style, int size) {
    return new Font(Font.SANS_SERIF, style, size);
  }

  private static int hint(int space, double span, double step) {
    return (int) Math.max(1, space * step / span);
  }

  private static BasicStroke stroke(float width) {
    return new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
  }

  private static BasicStroke dashed(float width) {
    return new BasicStroke(
        width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, new float[] {6, 4}, 0);
  }
}
