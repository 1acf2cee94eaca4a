package dev.trainyard.chart;

import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.stream.IntStream;
import org.knowm.xchart.internal.chartpart.Annotation;

/** Ticks of the horizontal axis at given places, where XChart would choose its own. */
final class XTicks extends Annotation {
  private static final int MOST_TICKS = 12;
  private static final List<Integer> FACTORS = List.of(1, 2, 5);
  private static final int MARK = 4;
  private static final int GAP = 5;
  private static final int APART = 8;

  /**
   * A tick.
   *
   * @param at on the axis
   */
  record Tick(double at, String label) {}

  private final List<Tick> ticks;

  /**
   * @param ticks from left to right; a label that would touch the one before it is left out
   */
  XTicks(List<Tick> ticks) {
    super(false);
    this.ticks = ticks;
  }

  /** The whole numbers up to {@code last}, or every second, fifth, tenth ... of many. */
  static XTicks wholeNumbersTo(int last) {
    int step =
        IntStream.iterate(0, i -> i + 1)
            .map(i -> FACTORS.get(i % 3) * Math.powExact(10, i / 3))
            .filter(candidate -> last / candidate <= MOST_TICKS)
            .findFirst()
            .orElseThrow();
    return new XTicks(
        IntStream.rangeClosed(1, last)
            .filter(i -> i % step == 0)
            .mapToObj(i -> new Tick(i, String.valueOf(i)))
            .toList());
  }

  @Override
  public void paint(Graphics2D graphics) {
    double bottom = chart.getScreenYFromChart(chart.getStyler().getYAxisMin());
    graphics.setFont(chart.getStyler().getAxisTickLabelsFont());
    var letters = graphics.getFontMetrics();
    double free = Double.NEGATIVE_INFINITY;
    for (Tick tick : ticks) {
      double x = chart.getScreenXFromChart(tick.at());
      graphics.setColor(Palette.GREY);
      graphics.setStroke(PlotStyle.HAIR);
      graphics.draw(new Line2D.Double(x, bottom, x, bottom + MARK));
      double width = letters.stringWidth(tick.label());
      if (x - width / 2 > free) {
        graphics.setColor(Palette.INK);
        graphics.drawString(
            tick.label(),
            (float) (x - width / 2),
            (float) (bottom + MARK + GAP + letters.getAscent() * 0.75));
        free = x + width / 2 + APART;
      }
    }
    bounds = new Rectangle2D.Double(0, bottom, chart.getWidth(), MARK + GAP + letters.getHeight());
  }
}
