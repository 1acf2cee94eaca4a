package dev.trainyard.chart;

import dev.trainyard.chart.Ink.Anchor;
import java.util.List;

/**
 * What stands above a picture, in the middle, in smaller letters and on several lines where it is
 * long.
 *
 * @param subtitle may be empty
 */
public record Heading(String title, String subtitle) {
  /** What is free at the edges of a picture, in pixels. */
  public static final double PADDING = 14;

  private static final Letters TITLE = new Letters(17, true);
  private static final Letters SUBTITLE = Letters.plain(13);

  /** Draws it over the width of a picture; where it ends, in pixels from the top. */
  public double draw(double width, Ink ink) {
    double room = width - 2 * PADDING;
    double top = PADDING + lines(title, TITLE.shrunk(title, room, 12), width, PADDING, ink);
    return subtitle.isEmpty()
        ? top
        : top + lines(subtitle, SUBTITLE.shrunk(subtitle, room, 10), width, top, ink);
  }

  /** Lines in the middle of the picture; their height. */
  private static double lines(String words, Letters letters, double width, double top, Ink ink) {
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
}
