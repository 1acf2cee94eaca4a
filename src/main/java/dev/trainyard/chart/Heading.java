package dev.trainyard.chart;

import java.awt.Font;
import java.awt.Graphics2D;

/**
 * What stands above a chart, in the middle of the picture; XChart's own title is cut off where it
 * is wider than the plot.
 *
 * @param title made smaller, then shorter, where it is too wide
 * @param subtitle the same; may be empty
 */
record Heading(String title, String subtitle) {
  private static final int MARGIN = 14;
  private static final int TITLE = 17;
  private static final int SUBTITLE = 13;
  private static final int SMALLEST = 12;
  private static final double LEADING = 1.35;

  Heading(String title) {
    this(title, "");
  }

  /** The room that it takes, in pixels. */
  int height() {
    double lines = subtitle.isEmpty() ? TITLE : TITLE + SUBTITLE;
    return (int) (MARGIN + LEADING * lines);
  }

  void paint(Graphics2D graphics, int width) {
    graphics.setColor(Palette.INK);
    double baseline = MARGIN + TITLE;
    line(graphics, title, width, Font.BOLD, TITLE, baseline);
    line(graphics, subtitle, width, Font.PLAIN, SUBTITLE, baseline + LEADING * SUBTITLE);
  }

  private static void line(
      Graphics2D graphics, String text, int width, int style, int size, double baseline) {
    int room = width - 2 * MARGIN;
    graphics.setFont(PlotStyle.font(style, size));
    for (int smaller = size; smaller >= SMALLEST && width(graphics, text) > room; smaller--) {
      graphics.setFont(PlotStyle.font(style, smaller));
    }
    String shown = text;
    for (int length = text.length(); width(graphics, shown) > room; length--) {
      shown = text.substring(0, length).strip() + "…";
    }
    float left = (width - width(graphics, shown)) / 2f;
    graphics.drawString(shown, left, (float) baseline);
  }

  private static int width(Graphics2D graphics, String text) {
    return graphics.getFontMetrics().stringWidth(text);
  }
}
