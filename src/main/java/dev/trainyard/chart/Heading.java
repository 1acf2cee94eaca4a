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

  /** Words in lines of one size. */
  private record Block(List<String> lines, Letters letters) {

    static Block of(String words, Letters usual, double least, double width) {
      double room = width - 2 * PADDING;
      Letters letters = usual.shrunk(words, room, least);
      return new Block(words.isEmpty() ? List.of() : letters.wrap(words, room), letters);
    }

    double height() {
      return lines.size() * letters.leading();
    }

    /** In the middle of the picture. */
    void draw(double width, double top, Ink ink) {
      for (int i = 0; i < lines.size(); i++) {
        double baseline = top + letters.size() + i * letters.leading();
        ink.words(lines.get(i), width / 2, baseline, Anchor.MIDDLE, letters, Palette.INK);
      }
    }
  }

  private Block title(double width) {
    return Block.of(title, TITLE, 12, width);
  }

  private Block subtitle(double width) {
    return Block.of(subtitle, SUBTITLE, 10, width);
  }

  /** Where it ends over such a width, in pixels from the top. */
  public double height(double width) {
    return PADDING + title(width).height() + subtitle(width).height();
  }

  /** Draws it over the width of a picture; where it ends, in pixels from the top. */
  public double draw(double width, Ink ink) {
    title(width).draw(width, PADDING, ink);
    subtitle(width).draw(width, PADDING + title(width).height(), ink);
    return height(width);
  }
}
