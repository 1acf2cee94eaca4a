package dev.trainyard.chart;

import dev.trainyard.chart.Scale.Tick;
import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.Graphics2D;
import java.awt.font.FontRenderContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How words are set.
 *
 * @param size in pixels of the layout
 */
public record Letters(double size, boolean bold) {
  /** From line to line, in sizes. */
  public static final double LEADING = 1.3;

  /** From a baseline to the top of a figure, in sizes. */
  public static final double RISE = 0.73;

  private static final String EXPONENTS = "⁰¹²³⁴⁵⁶⁷⁸⁹⁻";
  private static final String FIGURES = "0123456789−";
  private static final Pattern RAISED = Pattern.compile("[" + EXPONENTS + "]+");

  /** How large exponents are, and how far they are raised, in sizes. */
  private static final double SMALL = 0.68;

  private static final double RAISE = 0.36;

  /** Words in one size, so far above the baseline. */
  private record Run(String words, Letters letters, double above) {

    private double width() {
      return letters.font().getStringBounds(words, EXACT).getWidth();
    }
  }

  private static final Font PLAIN = liberationSans("Regular");
  private static final Font BOLD = liberationSans("Bold");
  private static final FontRenderContext EXACT = new FontRenderContext(null, true, true);

  /** Letters that are not bold. */
  public static Letters plain(double size) {
    return new Letters(size, false);
  }

  /** Theirs. */
  public Font font() {
    return (bold ? BOLD : PLAIN).deriveFont((float) size);
  }

  /** The same on every machine, and that of the reports' text. */
  private static Font liberationSans(String face) {
    String path = "/liberation/LiberationSans-%s.ttf".formatted(face);
    try (InputStream font = Objects.requireNonNull(Letters.class.getResourceAsStream(path), path)) {
      return Font.createFont(Font.TRUETYPE_FONT, font);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (FontFormatException e) {
      throw new IllegalStateException("a font of the product is broken", e);
    }
  }

  /** Of words on one line. */
  public double width(String words) {
    return RAISED.matcher(words).find()
        ? runs(words).stream().mapToDouble(Run::width).sum()
        : font().getStringBounds(words, EXACT).getWidth();
  }

  /** Draws words on one line, from the left; x and y are of the beginning of the baseline. */
  void draw(String words, double x, double y, Graphics2D graphics) {
    double left = x;
    for (Run run : runs(words)) {
      graphics.setFont(run.letters.font());
      graphics.drawString(run.words, (float) left, (float) (y - run.above));
      left += run.width();
    }
  }

  /** The words in pieces; exponents are figures in smaller letters, as the font lacks some. */
  private List<Run> runs(String words) {
    List<Run> runs = new ArrayList<>();
    Matcher raised = RAISED.matcher(words);
    int from = 0;
    while (raised.find()) {
      runs.add(new Run(words.substring(from, raised.start()), this, 0));
      String figures =
          raised
              .group()
              .chars()
              .mapToObj(c -> String.valueOf(FIGURES.charAt(EXPONENTS.indexOf(c))))
              .collect(Collectors.joining());
      runs.add(new Run(figures, new Letters(SMALL * size, bold), RAISE * size));
      from = raised.end();
    }
    runs.add(new Run(words.substring(from), this, 0));
    return runs;
  }

  /** The width of the widest label. */
  double widest(List<Tick> ticks) {
    return ticks.stream().mapToDouble(tick -> width(tick.label())).max().orElse(0);
  }

  /** From line to line. */
  public double leading() {
    return LEADING * size;
  }

  /** These letters, or smaller ones in which the words go into the room, but not below a size. */
  public Letters shrunk(String words, double room, double smallest) {
    double fitting = size * room / Math.max(1, width(words));
    return new Letters(
        Math.clamp(Math.floor(2 * fitting) / 2, Math.min(smallest, size), size), bold);
  }

  /** Breaks each of several texts into lines. */
  public List<String> wrap(List<String> texts, double room) {
    return texts.stream().flatMap(text -> wrap(text, room).stream()).toList();
  }

  /** Breaks words into lines at spaces; a word that is too long breaks where the line is full. */
  List<String> wrap(String words, double room) {
    List<String> lines = new ArrayList<>();
    String line = "";
    for (String word : words.strip().split("\\s+", -1)) {
      String longer = line.isEmpty() ? word : line + " " + word;
      if (width(longer) <= room) {
        line = longer;
        continue;
      }
      if (!line.isEmpty()) {
        lines.add(line);
      }
      line = word;
      for (int part = fitting(line, room); part < line.length(); part = fitting(line, room)) {
        lines.add(line.substring(0, part));
        line = line.substring(part);
      }
    }
    lines.add(line);
    return lines;
  }

  /** How many of a word's chars go into the room: at least one letter, never half of one. */
  private int fitting(String word, double room) {
    int chars = Math.min(word.length(), 2 + (int) (4 * room / size));
    while (chars > 1 && width(word.substring(0, chars)) > room) {
      chars = word.offsetByCodePoints(chars, -1);
    }
    return chars == 0 ? word.offsetByCodePoints(0, 1) : chars;
  }
}
