package dev.trainyard.intake;

import dev.trainyard.intake.IntakeOptions.LabelColumn;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A table of pixels (RFC 4180, in UTF-8): a line for each image, with its label in the first or the
 * last column and the pixels row by row in the others, whole numbers from 0 to 255. A first line
 * with names of columns may be there.
 */
final class CsvTable {
  private static final Set<String> LABEL_NAMES = Set.of("label", "labels", "class", "target", "y");

  private final Spool spool;
  private final IntakeOptions options;
  private @Nullable LabelColumn place;
  private int columns;

  CsvTable(Spool spool, IntakeOptions options) {
    this.spool = spool;
    this.options = options;
    this.place = options.label();
  }

  /** Hands all images over, not split yet. */
  void read(InputStream in) throws IOException {
    CsvLines lines = new CsvLines(in);
    for (List<String> cells = lines.next(); cells != null; cells = lines.next()) {
      String where = "line %,d".formatted(lines.number());
      if (columns == 0) {
        columns = cells.size();
        boolean isHeader = isHeader(cells);
        shape(cells.size() - 1, where);
        if (isHeader) {
          continue;
        }
      }
      if (cells.size() != columns) {
        throw Wrong.at(
            where, "has %,d columns, the first line %,d".formatted(cells.size(), columns));
      }
      boolean last = place == LabelColumn.LAST;
      String label = (last ? cells.getLast() : cells.getFirst()).strip();
      spool.add(label, Part.OPEN, pixels(cells, last ? 0 : 1, where), where);
    }
  }

  /** Whether a line names columns; then it says where the labels are, unless its user has. */
  private boolean isHeader(List<String> cells) {
    int end = cells.size() - 1;
    boolean first = isLabel(cells.getFirst()) && !arePixels(cells.subList(1, end + 1));
    boolean last = isLabel(cells.getLast()) && !arePixels(cells.subList(0, end));
    boolean isHeader =
        first || last || (end > 1 && cells.subList(1, end).stream().noneMatch(CsvTable::isNumber));
    if (isHeader && place == null && last && !first) {
      place = LabelColumn.LAST;
    }
    return isHeader;
  }

  private static boolean isLabel(String cell) {
    return LABEL_NAMES.contains(cell.strip().toLowerCase(Locale.ROOT));
  }

  /** A class may be called y, too. Columns that are numbered count from 0 or 1; pixels do not. */
  private static boolean arePixels(List<String> cells) {
    int[] values = cells.stream().mapToInt(CsvTable::pixel).toArray();
    return IntStream.of(values).allMatch(value -> value >= 0)
        && IntStream.range(0, values.length)
            .anyMatch(i -> values[i] != values[0] + i || values[0] > 1);
  }

  private static boolean isNumber(String cell) {
    return cell.strip().matches("-?[0-9]{1,10}(\\.[0-9]*)?");
  }

  private void shape(int pixels, String where) {
    Integer channels = options.channels();
    if (options.height() != null && options.width() != null) {
      int area = options.height() * options.width();
      int values = channels == null ? pixels / area : channels;
      if ((values != 1 && values != 3) || area * values != pixels) {
        throw Wrong.at(
            where,
            "has %,d pixels beside the label, which are not those of %dx%d in 1 or 3 channels"
                .formatted(pixels, options.height(), options.width()));
      }
      spool.shape(options.height(), options.width(), values, where);
      return;
    }
    for (int values : channels == null ? new int[] {1, 3} : new int[] {channels}) {
      int side = (int) Math.round(Math.sqrt((double) pixels / values));
      if (side > 0 && side * side * values == pixels) {
        spool.shape(side, side, values, where);
        return;
      }
    }
    throw Wrong.at(
        where,
        "has %,d pixels beside the label, which is no square image; give height and width"
            .formatted(pixels));
  }

  private static byte[] pixels(List<String> cells, int from, String where) {
    byte[] pixels = new byte[cells.size() - 1];
    for (int i = 0; i < pixels.length; i++) {
      int value = pixel(cells.get(from + i));
      if (value < 0) {
        throw Wrong.at(
            where,
            "has %s in column %,d; a pixel is a whole number from 0 to 255"
                .formatted(Wrong.shown('"' + cells.get(from + i) + '"'), from + i + 1));
      }
      pixels[i] = (byte) value;
    }
    return pixels;
  }

  /** Negative for what is none. */
  private static int pixel(String cell) {
    String digits = cell.strip();
    if (digits.isEmpty() || digits.length() > 3) {
      return -1;
    }
    int value = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = 10 * value + digit;
    }
    return value > 255 ? -1 : value;
  }
}
