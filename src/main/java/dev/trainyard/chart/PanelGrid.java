package dev.trainyard.chart;

import dev.trainyard.chart.Content.Frame;
import dev.trainyard.chart.Ink.Anchor;
import dev.trainyard.chart.Plot.Panel;
import dev.trainyard.chart.Scale.Tick;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Draws the panels of a plot in rows. What they have in common stands once: the labels of the axis
 * upwards at the first of a row, those of the same axis from left to right at the last of a column.
 */
final class PanelGrid {
  private static final double APART = 18;
  private static final double GAP = 6;
  private static final double SMALLEST = 6;

  /** Width to height of a panel that is easy to read. */
  private static final double ASPECT = 1.4;

  private static final Letters AXIS = Letters.plain(14);
  private static final Letters TICK = Letters.plain(13);
  private static final Letters SMALL_TICK = Letters.plain(11);
  private static final Letters HEADING = Letters.plain(12);

  private final Plot plot;
  private final List<Panel> panels;
  private final Ink ink;
  private final Letters tick;
  private final boolean shared;

  /** The baseline of the title of the axis upwards. */
  private final double titleUp;

  private final double left;
  private final double top;
  private final double right;
  private final double bottom;
  private final int across;
  private final double width;
  private final List<Columns> columns;

  /** Below each panel, from its edge to the title of its axis. */
  private final double below;

  private final double head;
  private final double height;

  /** The labels below a panel. */
  private record Columns(List<Tick> ticks, boolean turned, Letters letters) {

    double height() {
      return 3 * GAP + (turned ? letters.widest(ticks) : letters.size());
    }
  }

  PanelGrid(Plot plot, Rectangle2D room, Ink ink) {
    this.plot = plot;
    this.panels = plot.panels();
    this.ink = ink;
    this.tick = panels.size() > 1 ? SMALL_TICK : TICK;
    this.shared = plot.sharesAcross();
    this.top = room.getMinY();
    this.right = room.getMaxX();
    this.bottom = room.getMaxY();
    this.titleUp = room.getMinX() + AXIS.size();
    this.left = titleUp + 20 + tick.widest(plot.up().scale().ticks());
    this.across =
        IntStream.rangeClosed(1, panels.size())
            .boxed()
            .min(Comparator.comparingDouble(this::awkwardness))
            .orElseThrow();
    this.width = width(across);
    this.columns = panels.stream().map(panel -> columns(panel.across())).toList();
    this.below = columns.stream().mapToDouble(Columns::height).max().orElse(0);
    this.head = head(width);
    this.height = height(across, head, below + AXIS.leading());
  }

  /** Draws all; what the panels take up. */
  Rectangle2D draw() {
    Rectangle2D all = area(0);
    for (int i = 0; i < panels.size(); i++) {
      Rectangle2D area = area(i);
      all = all.createUnion(area);
      heading(panels.get(i).heading(), area);
      rows(area, i % across == 0);
      Frame frame = new Frame(area, panels.get(i).across().scale(), plot.up().scale());
      panels.get(i).contents().forEach(content -> content.draw(frame, ink));
      ink.line(area, Palette.GREY, Ink.HAIR);
      columns(i, area, !shared || i + across >= panels.size());
    }
    for (int i = 0; i < (shared ? 1 : panels.size()); i++) {
      title(panels.get(i).across().title(), shared ? all : area(i));
    }
    String up = plot.up().title();
    Letters letters = AXIS.shrunk(up, all.getHeight(), SMALLEST);
    ink.words(up, titleUp, all.getCenterY(), Anchor.MIDDLE, true, letters, Palette.INK);
    return all;
  }

  /** How far so many panels in a row are from a good shape. */
  private double awkwardness(int across) {
    double height = height(across, head(width(across)), 3 * GAP + tick.size() + AXIS.leading());
    int free = rows(across) * across - panels.size();
    return Math.abs(Math.log(width(across) / Math.max(1, height) / ASPECT)) + 0.15 * free;
  }

  private int rows(int across) {
    return Math.ceilDiv(panels.size(), across);
  }

  private double width(int across) {
    return (right - left - (across - 1) * APART) / across;
  }

  private double height(int across, double head, double foot) {
    int rows = rows(across);
    double feet = shared ? foot : rows * foot;
    return Math.max(1, (bottom - top - rows * head - feet - (rows - 1) * APART) / rows);
  }

  /** What the tallest heading takes up. */
  private double head(double width) {
    int lines =
        panels.stream()
            .map(Panel::heading)
            .mapToInt(words -> words.isEmpty() ? 0 : HEADING.wrap(words, width).size())
            .max()
            .orElse(0);
    return lines * HEADING.leading();
  }

  private Rectangle2D area(int index) {
    int row = index / across;
    double further = head + height + APART + (shared ? 0 : below + AXIS.leading());
    return new Rectangle2D.Double(
        left + index % across * (width + APART), top + row * further + head, width, height);
  }

  private void heading(String words, Rectangle2D area) {
    List<String> lines = words.isEmpty() ? List.of() : HEADING.wrap(words, width);
    for (int i = 0; i < lines.size(); i++) {
      double baseline = area.getMinY() - GAP - (lines.size() - 1 - i) * HEADING.leading();
      ink.words(lines.get(i), area.getCenterX(), baseline, Anchor.MIDDLE, HEADING, Palette.INK);
    }
  }

  private void rows(Rectangle2D area, boolean labelled) {
    for (Tick row : plot.up().rows(height, tick)) {
      double y = area.getMaxY() - plot.up().scale().share(row) * height;
      ink.line(new Line2D.Double(area.getMinX(), y, area.getMaxX(), y), Palette.GRID, Ink.HAIR);
      if (labelled) {
        double baseline = y + tick.size() * Letters.RISE / 2;
        ink.words(row.label(), left - GAP, baseline, Anchor.END, tick, Palette.INK);
      }
    }
  }

  private Columns columns(Axis axis) {
    Predicate<List<Tick>> fit =
        ticks ->
            axis.fit(ticks, width, tick)
                && (across == 1 || axis.fitBeside(ticks, width, APART, tick));
    List<Tick> ticks = axis.ticks(fit);
    boolean turned = !fit.test(ticks);
    double room = axis.closest(ticks, width) / Letters.LEADING;
    return new Columns(
        ticks, turned, turned ? Letters.plain(Math.clamp(room, 1, tick.size())) : tick);
  }

  private void columns(int index, Rectangle2D area, boolean labelled) {
    Scale scale = panels.get(index).across().scale();
    Letters letters = columns.get(index).letters;
    double y = area.getMaxY();
    double rise = letters.size() * Letters.RISE;
    for (Tick column : columns.get(index).ticks) {
      double x = area.getMinX() + scale.share(column) * width;
      ink.line(new Line2D.Double(x, y, x, y + GAP / 2), Palette.GREY, Ink.HAIR);
      if (labelled && columns.get(index).turned) {
        ink.words(column.label(), x + rise / 2, y + GAP, Anchor.END, true, letters, Palette.INK);
      } else if (labelled) {
        ink.words(column.label(), x, y + GAP + rise, Anchor.MIDDLE, letters, Palette.INK);
      }
    }
  }

  private void title(String words, Rectangle2D area) {
    Letters letters = AXIS.shrunk(words, area.getWidth(), SMALLEST);
    double baseline = area.getMaxY() + below + AXIS.size() / 2;
    ink.words(words, area.getCenterX(), baseline, Anchor.MIDDLE, letters, Palette.INK);
  }
}
