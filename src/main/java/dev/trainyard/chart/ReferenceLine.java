package dev.trainyard.chart;

import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import org.knowm.xchart.internal.chartpart.Annotation;

/** A labelled horizontal line across the plot. */
final class ReferenceLine extends Annotation {
  private static final int INSET = 8;
  private static final int ABOVE = 5;

  private final double value;
  private final String label;

  ReferenceLine(double value, String label) {
    super(false);
    this.value = value;
    this.label = label;
  }

  @Override
  public void paint(Graphics2D graphics) {
    double left = chart.getScreenXFromChart(chart.getStyler().getXAxisMin());
    double right = chart.getScreenXFromChart(chart.getStyler().getXAxisMax());
    double y = chart.getScreenYFromChart(value);
    graphics.setColor(Palette.GREY);
    graphics.setStroke(PlotStyle.THIN_DASHED);
    graphics.draw(new Line2D.Double(left, y, right, y));
    graphics.setColor(Palette.INK);
    graphics.setFont(chart.getStyler().getAxisTickLabelsFont());
    graphics.drawString(label, (float) left + INSET, (float) y - ABOVE);
    bounds = new Rectangle2D.Double(left, y, right - left, 1);
  }
}
