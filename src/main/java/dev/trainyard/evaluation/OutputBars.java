package dev.trainyard.evaluation;

import dev.trainyard.chart.Ink;
import dev.trainyard.chart.Ink.Anchor;
import dev.trainyard.chart.Letters;
import dev.trainyard.chart.Palette;
import dev.trainyard.evaluation.TrialActivations.Probability;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Locale;

/** Draws the probability of each class as a bar; the true class is in bold letters. */
record OutputBars(TrialActivations activations) {
  private static final double LINE = 18;
  private static final double GAP = 5;
  private static final double MOST_ROW = 19;
  private static final double THICKNESS = 0.66;

  /** The most that names may take of the width. */
  private static final double MOST_NAME = 0.4;

  private static final Letters CAPTION = new Letters(12, true);
  private static final Letters NOTE = Letters.plain(10);

  /** The height that it can use. */
  double wish() {
    return LINE + activations.output().size() * MOST_ROW + NOTE.leading();
  }

  void draw(Rectangle2D room, Ink ink) {
    double left = room.getMinX();
    String caption = "Output: layers[%d]".formatted(activations.outputLayer());
    double first = room.getMinY() + CAPTION.size();
    ink.words(caption, left, first, Anchor.START, CAPTION, Palette.INK);
    double top = room.getMinY() + LINE;
    List<Probability> classes = activations.output();
    double row = Math.min(MOST_ROW, (room.getMaxY() - NOTE.leading() - top) / classes.size());
    for (int i = 0; i < classes.size(); i++) {
      row(classes.get(i), new Rectangle2D.Double(left, top + i * row, room.getWidth(), row), ink);
    }
    double last = top + classes.size() * row + CAPTION.size();
    ink.words("true class in bold", left, last, Anchor.START, NOTE, Palette.GREY);
  }

  private void row(Probability of, Rectangle2D row, Ink ink) {
    double size = Math.clamp(0.8 * row.getHeight(), 1, CAPTION.size());
    Letters letters = new Letters(size, of.name().equals(activations.trueClass()));
    double names = names(row.getWidth());
    double baseline = row.getCenterY() + size * Letters.RISE / 2;
    Letters fitting = letters.shrunk(of.name(), names, 1);
    ink.words(of.name(), row.getMinX() + names, baseline, Anchor.END, fitting, Palette.INK);
    String number = percent(of.probability());
    ink.words(number, row.getMaxX(), baseline, Anchor.END, letters, Palette.INK);
    double from = row.getMinX() + names + GAP;
    double room = row.getMaxX() - CAPTION.width(percent(1)) - GAP - from;
    double thickness = THICKNESS * row.getHeight();
    double top = row.getCenterY() - thickness / 2;
    ink.area(new Rectangle2D.Double(from, top, room, thickness), Palette.pale(Palette.GRID, 0.5));
    double share = of.probability();
    ink.area(new Rectangle2D.Double(from, top, share * room, thickness), Palette.BLUE);
  }

  /** The width of the names. */
  private double names(double room) {
    double widest =
        activations.output().stream()
            .mapToDouble(each -> CAPTION.width(each.name()))
            .max()
            .orElseThrow();
    return Math.min(MOST_NAME * room, widest);
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f%%", 100 * share);
  }
}
