package dev.trainyard.chart;

import dev.trainyard.chart.Ink.Anchor;
import java.awt.geom.Rectangle2D;
import java.util.List;

/**
 * Draws a plot: ink on white, a quiet grid, nothing that carries no meaning. What has to be read is
 * never cut: titles become smaller and then break, labels below the axis turn, and the legend takes
 * the room that it needs.
 */
final class Layout {
  private static final double PADDING = Heading.PADDING;
  private static final double MOST_LEGEND = 0.42;

  /** Narrower pictures have their legend above the plot: beside it, it would take too much. */
  private static final double NARROW = 480;

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
    double top = new Heading(plot.title(), plot.subtitle()).draw(width, ink);
    if (plot.bars() != null) {
      double bars = plot.bars().height(height - top);
      plot.bars().draw(new Rectangle2D.Double(PADDING, top + PADDING, room, bars), ink);
      top += bars + PADDING;
    }
    if (plot.panels().isEmpty()) {
      nothing(top + PADDING);
    } else {
      plot(top + PADDING, height - notes() - PADDING);
    }
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
    double from = top;
    if (above) {
      legend.draw((width - legend.width()) / 2, top - PADDING, ink);
      from += legend.height() - PADDING / 2;
    }
    boolean beside = !above && legend.width() > 0;
    double right = width - PADDING - (beside ? legend.width() + 2 * PADDING : 0);
    Rectangle2D drawn =
        new PanelGrid(
                plot, new Rectangle2D.Double(PADDING, from, right - PADDING, bottom - from), ink)
            .draw();
    if (beside) {
      double middle = drawn.getCenterY() - legend.height() / 2;
      legend.draw(right + 2 * PADDING, Math.max(top, middle), ink);
    }
  }

  /** The letters, or smaller ones for lines that are so far apart. */
  private static Letters slim(Letters letters, double apart) {
    return Letters.plain(Math.clamp(apart / Letters.LEADING, 1, letters.size()));
  }
}
