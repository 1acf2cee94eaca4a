package dev.trainyard.chart;

import dev.trainyard.chart.Content.Frame;
import dev.trainyard.chart.Ink.Anchor;
import dev.trainyard.chart.Scale.Tick;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.List;

/**
 * Draws a plot: ink on white, a quiet grid, nothing that carries no meaning. What has to be read is
 * never cut: titles become smaller and then break, labels below the axis turn, and the legend takes
 * the room that it needs.
 */
final class Layout {
  private static final double PADDING = 14;
  private static final double GAP = 6;
  private static final double SMALLEST = 6;
  private static final double MOST_LEGEND = 0.42;

  /** Narrower pictures have their legend above the plot: beside it, it would take too much. */
  private static final double NARROW = 480;

  private static final Letters TITLE = new Letters(17, true);
  private static final Letters SUBTITLE = Letters.plain(13);
  private static final Letters AXIS = Letters.plain(14);
  private static final Letters TICK = Letters.plain(13);
  private static final Letters NOTE = Letters.plain(12);

  private final Plot plot;
  private final double width;
  private final double height;
  private final Ink ink;

  Layout(Plot plot, Picture.Size size, Ink ink) {
    this.plot = plot;
    this.width = size.width();
    this.height = size.height();
    this.ink = ink;
  }

  void draw() {
    double room = width - 2 * PADDING;
    double top = PADDING + lines(plot.title(), TITLE.shrunk(plot.title(), room, 12), PADDING);
    if (!plot.subtitle().isEmpty()) {
      top += lines(plot.subtitle(), SUBTITLE.shrunk(plot.subtitle(), room, 10), top);
    }
    if (plot.contents().isEmpty()) {
      nothing(top + PADDING);
    } else {
      plot(top + PADDING, height - notes() - PADDING);
    }
  }

  /** Lines in the middle of the picture; their height. */
  private double lines(String words, Letters letters, double top) {
    if (words.isEmpty()) {
      return 0;
    }
    List<String> lines = letters.wrap(words, width - 2 * PADDING);
    for (int i = 0; i < lines.size(); i++) {
      double baseline = top + letters.size() + i * letters.leading();
      ink.words(lines.get(i), width / 2, baseline, Anchor.MIDDLE, letters, Palette.INK);
    }
    return lines.size() * letters.leading();
  }

  /** Notes at the bottom; their height. */
  private double notes() {
    List<String> lines = NOTE.wrap(plot.notes(), width - 2 * PADDING);
    Letters letters = slim(NOTE, height / 4 / Math.max(1, lines.size()));
    for (int i = 0; i < lines.size(); i++) {
      double baseline = height - PADDING - (lines.size() - 1 - i) * letters.leading();
      ink.words(lines.get(i), PADDING, baseline, Anchor.START, letters, Palette.GREY);
    }
    return lines.size() * letters.leading();
  }

  /** Says why there is nothing to see. */
  private void nothing(double top) {
    double room = height - PADDING - top;
    ink.line(
        new Rectangle2D.Double(PADDING, top, width - 2 * PADDING, room), Palette.GRID, Ink.HAIR);
    List<String> lines = TICK.wrap(plot.notes(), width - 6 * PADDING);
    Letters letters = slim(TICK, (room - 2 * PADDING) / lines.size());
    double baseline = top + (room - lines.size() * letters.leading()) / 2 + letters.size();
    for (int i = 0; i < lines.size(); i++) {
      double y = baseline + i * letters.leading();
      ink.words(lines.get(i), width / 2, y, Anchor.MIDDLE, letters, Palette.GREY);
    }
  }

  private void plot(double top, double bottom) {
    boolean above = width < NARROW;
    Legend legend =
        above
            ? Legend.of(plot.legend(), width - 2 * PADDING, 2 * TICK.leading())
            : Legend.of(plot.legend(), MOST_LEGEND * width, bottom - top);
    if (above) {
      legend.draw((width - legend.width()) / 2, top - PADDING, ink);
    }
    plot(above ? top + legend.height() - PADDING / 2 : top, bottom, legend, above);
  }

  private void plot(double top, double bottom, Legend legend, boolean above) {
    boolean beside = !above && legend.width() > 0;
    double right = width - PADDING - (beside ? legend.width() + 2 * PADDING : 0);
    List<Tick> rows = plot.up().scale().ticks();
    Letters row = slim(TICK, plot.up().closest(rows, bottom - top - 4 * TICK.leading()));
    double left = 2 * PADDING + AXIS.size() + row.widest(rows) + GAP;
    List<Tick> columns = plot.across().ticks(right - left, TICK);
    boolean turned = !plot.across().fit(columns, right - left, TICK);
    Letters column = turned ? slim(TICK, plot.across().closest(columns, right - left)) : TICK;
    double below = 3 * GAP + (turned ? column.widest(columns) : column.size());
    double area = bottom - AXIS.leading() - below - top;
    Frame frame =
        new Frame(
            new Rectangle2D.Double(left, top, right - left, area),
            plot.across().scale(),
            plot.up().scale());
    rows(rows, row, frame.area());
    plot.contents().forEach(content -> content.draw(frame, ink));
    ink.line(frame.area(), Palette.GREY, Ink.HAIR);
    columns(columns, column, turned, frame.area());
    titles(frame.area(), below + AXIS.size() / 2);
    if (beside) {
      double middle = frame.area().getCenterY() - legend.height() / 2;
      legend.draw(right + 2 * PADDING, Math.max(top, middle), ink);
    }
  }

  private void rows(List<Tick> ticks, Letters letters, Rectangle2D area) {
    for (Tick tick : ticks) {
      double y = area.getMaxY() - plot.up().scale().share(tick) * area.getHeight();
      if (plot.grid()) {
        ink.line(new Line2D.Double(area.getMinX(), y, area.getMaxX(), y), Palette.GRID, Ink.HAIR);
      }
      double baseline = y + letters.size() * Letters.RISE / 2;
      ink.words(tick.label(), area.getMinX() - GAP, baseline, Anchor.END, letters, Palette.INK);
    }
  }

  private void columns(List<Tick> ticks, Letters letters, boolean turned, Rectangle2D area) {
    double bottom = area.getMaxY();
    double rise = letters.size() * Letters.RISE;
    for (Tick tick : ticks) {
      double x = area.getMinX() + plot.across().scale().share(tick) * area.getWidth();
      ink.line(new Line2D.Double(x, bottom, x, bottom + GAP / 2), Palette.GREY, Ink.HAIR);
      if (turned) {
        ink.words(tick.label(), x + rise / 2, bottom + GAP, Anchor.END, true, letters, Palette.INK);
      } else {
        ink.words(tick.label(), x, bottom + GAP + rise, Anchor.MIDDLE, letters, Palette.INK);
      }
    }
  }

  private void titles(Rectangle2D area, double below) {
    String across = plot.across().title();
    Letters letters = AXIS.shrunk(across, area.getWidth(), SMALLEST);
    double baseline = area.getMaxY() + below;
    ink.words(across, area.getCenterX(), baseline, Anchor.MIDDLE, letters, Palette.INK);
    String up = plot.up().title();
    letters = AXIS.shrunk(up, area.getHeight(), SMALLEST);
    ink.words(
        up, PADDING + AXIS.size(), area.getCenterY(), Anchor.MIDDLE, true, letters, Palette.INK);
  }

  /** The letters, or smaller ones for lines that are so far apart. */
  private static Letters slim(Letters letters, double apart) {
    return Letters.plain(Math.clamp(apart / Letters.LEADING, 1, letters.size()));
  }
}
