package dev.trainyard.chart;

import dev.trainyard.chart.Ink.Anchor;
import java.awt.geom.Line2D;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The names of the lines, set so that all of each can be read: broken into lines, in smaller
 * letters, in columns, and where even that is not enough in letters as small as it takes.
 *
 * @param column the width of one of the columns
 */
public record Legend(List<Entry> entries, Letters letters, int columns, double column) {
  private static final double LARGEST = 13;
  private static final double SMALLEST = 9;
  private static final int MOST_COLUMNS = 3;
  private static final double LEADING = 1.15;

  /** The piece of line before a name, in pixels, and what is free after it and between columns. */
  private static final double KEY = 30;

  private static final double GAP = 8;

  /**
   * A line's name.
   *
   * @param lines broken where they have to be, also by the legend
   */
  public record Entry(List<String> lines, Look look) {

    private Entry broken(Letters letters, double room) {
      return new Entry(letters.wrap(lines, room), look);
    }
  }

  /** Sets a legend into a room. */
  static Legend of(List<Entry> names, double width, double height) {
    for (int columns = 1; columns <= MOST_COLUMNS; columns++) {
      for (double size = LARGEST; size >= SMALLEST; size--) {
        Legend legend = set(names, Letters.plain(size), columns, width);
        if (legend.height() <= height) {
          return legend;
        }
      }
    }
    Legend legend = set(names, Letters.plain(SMALLEST), MOST_COLUMNS, width);
    return set(names, Letters.plain(SMALLEST * height / legend.height()), MOST_COLUMNS, width);
  }

  private static Legend set(List<Entry> names, Letters letters, int columns, double width) {
    double room = (width + GAP) / columns - KEY - 2 * GAP;
    List<Entry> entries = names.stream().map(name -> name.broken(letters, room)).toList();
    double widest =
        entries.stream()
            .flatMap(entry -> entry.lines.stream())
            .mapToDouble(letters::width)
            .max()
            .orElse(0);
    return new Legend(entries, letters, columns, KEY + GAP + widest);
  }

  /** In pixels. */
  double width() {
    return entries.isEmpty() ? 0 : columns * (column + GAP) - GAP;
  }

  /** In pixels. */
  double height() {
    return IntStream.range(0, columns)
        .mapToDouble(i -> part(i).stream().mapToDouble(this::height).sum())
        .max()
        .orElse(0);
  }

  /** Draws it. */
  void draw(double left, double top, Ink ink) {
    for (int i = 0; i < columns; i++) {
      double y = top;
      for (Entry entry : part(i)) {
        draw(entry, left + i * (column + GAP), y + 1.15 * letters.size(), ink);
        y += height(entry);
      }
    }
  }

  private void draw(Entry entry, double x, double baseline, Ink ink) {
    double middle = baseline - letters.size() * Letters.RISE / 2;
    if (entry.look.stroke() != null) {
      ink.line(
          new Line2D.Double(x, middle, x + KEY, middle), entry.look.color(), entry.look.stroke());
    }
    if (entry.look.marker() != null) {
      entry.look.mark(entry.look.marker(), x + KEY / 2, middle, ink);
    }
    for (int i = 0; i < entry.lines.size(); i++) {
      double y = baseline + i * LEADING * letters.size();
      ink.words(entry.lines.get(i), x + KEY + GAP, y, Anchor.START, letters, Palette.INK);
    }
  }

  private List<Entry> part(int index) {
    int rows = Math.ceilDiv(entries.size(), columns);
    int from = Math.min(entries.size(), index * rows);
    return entries.subList(from, Math.min(entries.size(), from + rows));
  }

  private double height(Entry entry) {
    return (0.35 + entry.lines.size() * LEADING) * letters.size();
  }
}
