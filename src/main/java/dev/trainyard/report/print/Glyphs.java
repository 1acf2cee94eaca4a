package dev.trainyard.report.print;

import java.awt.Font;
import java.awt.FontFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What the fonts of a PDF have. They cover Latin, Greek, Cyrillic and Hebrew; the whole of Unicode
 * would be larger than all reports together.
 */
final class Glyphs {
  private final List<Font> fonts;

  /**
   * The glyphs that all of these have.
   *
   * @param fonts opens each
   */
  Glyphs(List<InputStream> fonts) {
    this.fonts = fonts.stream().map(Glyphs::read).toList();
  }

  /**
   * The text with the numbers of those characters that there is no glyph for: {@code [U+4E2D
   * U+6587]}.
   */
  String spelt(String text) {
    if (text.codePoints().allMatch(this::has)) {
      return text;
    }
    StringBuilder spelt = new StringBuilder();
    int[] characters = text.codePoints().toArray();
    for (int from = 0, to; from < characters.length; from = to) {
      boolean shown = has(characters[from]);
      to = from + 1;
      while (to < characters.length && has(characters[to]) == shown) {
        to++;
      }
      spelt.append(shown ? new String(characters, from, to - from) : numbers(characters, from, to));
    }
    return spelt.toString();
  }

  /**
   * Those that only change how others look do not show, and so they are not had either; nor are
   * control characters, which XML cannot hold, but those that end lines and indent them.
   */
  private boolean has(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL -> "\t\n\r".indexOf(character) >= 0;
      case Character.FORMAT -> false;
      default -> fonts.stream().allMatch(font -> font.canDisplay(character));
    };
  }

  private static String numbers(int[] characters, int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> "U+%04X".formatted(characters[i]))
        .collect(Collectors.joining(" ", "[", "]"));
  }

  private static Font read(InputStream font) {
    try (font) {
      return Font.createFont(Font.TRUETYPE_FONT, font);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (FontFormatException e) {
      throw new IllegalStateException("a font of the product is broken", e);
    }
  }
}
