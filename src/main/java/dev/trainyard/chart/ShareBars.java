package dev.trainyard.chart;

import dev.trainyard.chart.Ink.Anchor;
import dev.trainyard.statistics.Interval;
import java.awt.Color;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Shares of a whole as horizontal bars, one below the other, with their intervals.
 *
 * @param title of the axis
 */
record ShareBars(String title, List<Bar> bars) {
  private static final double ROW = 21;
  private static final double THICKNESS = 0.62;
  private static final double CAP = 3;
  private static final double GAP = 8;

  /** The most that names may take of the width. */
  private static final double MOST_NAME = 0.35;

  private static final Letters LETTERS = Letters.plain(13);
  private static final Letters TICK = Letters.plain(11);

  /**
   * A bar.
   *
   * @param share 0 to 1
   * @param interval null where it is not known
   * @param words the numbers, right of all bars
   */
  record Bar(String name, double share, @Nullable Interval interval, Color color, String words) {}

  /** What they take up of so much room. */
  double height(double room) {
    return row(room) * bars.size() + TICK.leading() + LETTERS.leading() + GAP;
  }

  private double row(double room) {
    return Math.min(ROW, 0.4 * room / bars.size());
  }

  void draw(Rectangle2D room, Ink ink) {
    double row = (room.getHeight() - TICK.leading() - LETTERS.leading() - GAP) / bars.size();
    Letters letters = Letters.plain(Math.clamp(row / Letters.LEADING, 1, LETTERS.size()));
    double names = bars.stream().mapToDouble(bar -> letters.width(bar.name)).max().orElse(0);
    names = Math.min(names, MOST_NAME * room.getWidth());
    double words = bars.stream().mapToDouble(bar -> letters.width(bar.words)).max().orElse(0);
    Rectangle2D area =
        new Rectangle2D.Double(
            room.getMinX() + names + GAP,
            room.getMinY(),
            room.getWidth() - names - words - 2 * GAP,
            row * bars.size());
    axis(area, ink);
    for (int i = 0; i < bars.size(); i++) {
      Bar bar = bars.get(i);
      double middle = area.getMinY() + (i + 0.5) * row;
      double baseline = middle + letters.size() * Letters.RISE / 2;
      Letters fitting = letters.shrunk(bar.name, names, 1);
      ink.words(bar.name, area.getMinX() - GAP, baseline, Anchor.END, fitting, Palette.INK);
      ink.words(bar.words, area.getMaxX() + GAP, baseline, Anchor.START, letters, Palette.INK);
      bar(bar, area, middle, THICKNESS * row, ink);
    }
    ink.line(area, Palette.GREY, Ink.HAIR);
  }

  private void axis(Rectangle2D area, Ink ink) {
    IntStream.rangeClosed(0, 4)
        .map(quarter -> 25 * quarter)
        .forEach(
            percent -> {
              double x = area.getMinX() + percent / 100.0 * area.getWidth();
              double y = area.getMaxY();
              ink.line(new Line2D.Double(x, area.getMinY(), x, y), Palette.GRID, Ink.HAIR);
              double baseline = y + GAP / 2 + TICK.size();
              String label = String.valueOf(percent);
              ink.words(label, x, baseline, Anchor.MIDDLE, TICK, Palette.INK);
            });
    double baseline = area.getMaxY() + TICK.leading() + LETTERS.leading();
    ink.words(title, area.getCenterX(), baseline, Anchor.MIDDLE, LETTERS, Palette.INK);
  }

  private static void bar(Bar bar, Rectangle2D area, double middle, double thickness, Ink ink) {
    double x = area.getMinX();
    double width = area.getWidth();
    ink.area(
        new Rectangle2D.Double(x, middle - thickness / 2, bar.share * width, thickness), bar.color);
    if (bar.interval != null) {
      double from = x + bar.interval.from() * width;
      double to = x + bar.interval.to() * width;
      Path2D whisker = new Path2D.Double();
      whisker.append(new Line2D.Double(from, middle, to, middle), false);
      whisker.append(new Line2D.Double(from, middle - CAP, from, middle + CAP), false);
      whisker.append(new Line2D.Double(to, middle - CAP, to, middle + CAP), false);
      ink.line(whisker, Palette.INK, Ink.THIN);
    }
  }
}
