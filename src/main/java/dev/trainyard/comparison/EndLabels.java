package dev.trainyard.comparison;

import dev.trainyard.chart.Content;
import dev.trainyard.chart.Ink;
import dev.trainyard.chart.Ink.Anchor;
import dev.trainyard.chart.Letters;
import dev.trainyard.chart.Look;
import dev.trainyard.chart.Palette;
import java.awt.Color;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * Names at the ends of lines, one below the other in the order in which the lines end, each with
 * its line's marker, so that they can be told apart without colours.
 *
 * @param last the place on the axis behind which there is room for names
 */
record EndLabels(List<Label> labels, double last) implements Content {
  private static final Letters LARGEST = Letters.plain(13);
  private static final double SMALLEST = 7;
  private static final double MOST_ROOM = 0.4;
  private static final double LEADER = 26;
  private static final double MARKER = 14;
  private static final double EDGE = 6;

  /**
   * A name.
   *
   * @param x where the line ends
   * @param y where the line ends; left out where it is not finite
   */
  record Label(String words, Look look, double x, double y) {}

  /** A name and where it stands. */
  private record Placed(Label label, List<String> lines, double middle) {}

  /** What the names take of a picture of this width, both in pixels. */
  double room(double width) {
    double widest = labels.stream().mapToDouble(one -> LARGEST.width(one.words)).max().orElse(0);
    return Math.min(MOST_ROOM * width, LEADER + MARKER + widest + EDGE);
  }

  @Override
  public void draw(Frame frame, Ink ink) {
    Rectangle2D area = frame.area();
    double left = frame.x(last) + LEADER;
    double words = left + MARKER;
    double room = area.getMaxX() - EDGE - words;
    ink.area(
        new Rectangle2D.Double(
            left - EDGE, area.getMinY(), area.getMaxX() - left + EDGE, area.getHeight()),
        Color.WHITE);
    Letters letters = letters(room, area.getHeight());
    for (Placed one : placed(frame, letters, room)) {
      Label label = one.label;
      double y = one.middle;
      double end = frame.y(label.y);
      ink.line(
          new Line2D.Double(frame.x(label.x) + EDGE, end, left - EDGE, y),
          Palette.pale(label.look.color(), 0.5),
          Ink.HAIR);
      label.look.mark(Objects.requireNonNull(label.look.marker()), left, y, ink);
      double baseline =
          y - (one.lines.size() - 1) * letters.leading() / 2 + letters.size() * Letters.RISE / 2;
      for (int i = 0; i < one.lines.size(); i++) {
        ink.words(
            one.lines.get(i),
            words,
            baseline + i * letters.leading(),
            Anchor.START,
            letters,
            Palette.INK);
      }
    }
  }

  /** The largest letters in which all names go below each other. */
  private Letters letters(double room, double height) {
    for (double size = LARGEST.size(); size > SMALLEST; size--) {
      Letters letters = Letters.plain(size);
      int lines = labels.stream().mapToInt(one -> lines(one, letters, room).size()).sum();
      if (lines * letters.leading() <= height - 2 * EDGE) {
        return letters;
      }
    }
    return Letters.plain(SMALLEST);
  }

  private static List<String> lines(Label label, Letters letters, double room) {
    return letters.wrap(List.of(label.words), room);
  }

  /** As near to the lines' ends as they can stand below each other. */
  private List<Placed> placed(Frame frame, Letters letters, double room) {
    List<Label> sorted =
        labels.stream()
            .filter(one -> Double.isFinite(one.y))
            .sorted(Comparator.comparingDouble(one -> frame.y(one.y)))
            .toList();
    List<Placed> placed = new ArrayList<>();
    double free = frame.area().getMinY() + EDGE;
    for (Label one : sorted) {
      List<String> lines = lines(one, letters, room);
      double half = lines.size() * letters.leading() / 2;
      double middle = Math.max(frame.y(one.y), free + half);
      placed.add(new Placed(one, lines, middle));
      free = middle + half;
    }
    double lowest = frame.area().getMaxY() - EDGE;
    for (int i = placed.size() - 1; i >= 0; i--) {
      Placed one = placed.get(i);
      double half = one.lines.size() * letters.leading() / 2;
      double middle = Math.min(one.middle, lowest - half);
      placed.set(i, new Placed(one.label, one.lines, middle));
      lowest = middle - half;
    }
    return placed;
  }
}
