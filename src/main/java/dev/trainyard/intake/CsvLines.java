package dev.trainyard.intake;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The lines of a table, none of which is longer than the largest image needs. */
final class CsvLines {
  /** Four characters for each value of the largest image, and a label. */
  private static final int LONGEST =
      4 * 3 * IntakeLimits.LARGEST_SIDE * IntakeLimits.LARGEST_SIDE + 2000;

  private static final String BYTE_ORDER_MARK = "\ufeff";

  private final InputStream in;
  private final byte[] chunk = new byte[1 << 16];
  private int at;
  private int end;
  private int number;

  CsvLines(InputStream in) {
    this.in = in;
  }

  /** The line that came last, from 1. */
  int number() {
    return number;
  }

  /** The cells of the next line that has any; null after the last. */
  @Nullable List<String> next() throws IOException {
    for (String line = line(); line != null; line = line()) {
      if (!line.isBlank()) {
        return cells(line);
      }
    }
    return null;
  }

  private @Nullable String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    while (at < end || fill()) {
      int stop = at;
      while (stop < end && chunk[stop] != '\n') {
        stop++;
      }
      line.write(chunk, at, stop - at);
      boolean isWhole = stop < end;
      at = isWhole ? stop + 1 : stop;
      if (line.size() > LONGEST) {
        throw Wrong.at(
            "line %,d".formatted(number + 1),
            "has more than the %,d bytes that the largest image needs".formatted(LONGEST));
      }
      if (isWhole) {
        return text(line);
      }
    }
    return line.size() == 0 ? null : text(line);
  }

  private boolean fill() throws IOException {
    at = 0;
    end = Math.max(0, in.read(chunk));
    return end > 0;
  }

  private String text(ByteArrayOutputStream line) {
    number++;
    try {
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(line.toByteArray()))
              .toString()
              .replaceFirst("\r$", "");
      return number == 1 && text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw Wrong.at("line %,d".formatted(number), "is not UTF-8");
    }
  }

  private List<String> cells(String line) {
    List<String> cells = new ArrayList<>();
    int from = 0;
    while (from <= line.length()) {
      if (from < line.length() && line.charAt(from) == '"') {
        from = quoted(line, from, cells);
      } else {
        int comma = line.indexOf(',', from);
        int stop = comma < 0 ? line.length() : comma;
        cells.add(line.substring(from, stop));
        from = stop + 1;
      }
    }
    if (cells.size() < 2) {
      throw Wrong.at(
          "line %,d".formatted(number),
          "has one column; a label and pixels are needed, with commas between them");
    }
    return cells;
  }

  /** Adds a cell in quotes, in which two of them stand for one; returns where the next begins. */
  private int quoted(String line, int from, List<String> cells) {
    StringBuilder cell = new StringBuilder();
    for (int i = from + 1; i < line.length(); i++) {
      if (line.charAt(i) != '"') {
        cell.append(line.charAt(i));
      } else if (i + 1 < line.length() && line.charAt(i + 1) == '"') {
        cell.append('"');
        i++;
      } else if (i + 1 == line.length() || line.charAt(i + 1) == ',') {
        cells.add(cell.toString());
        return i + 2;
      } else {
        break;
      }
    }
    throw Wrong.at("line %,d".formatted(number), "has a quotation mark that does not end its cell");
  }
}
