package dev.trainyard.export;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Values as they stand in source code. A text is data whatever is in it: what is not plain ASCII,
 * quotes and backslashes are escaped, so it can neither end its literal nor look like something
 * else.
 */
final class Literals {
  private static final int ASCII = 0x80;

  private Literals() {}

  /**
   * A string of Java, in which a character beyond 16 bits is two. Control characters are octal: a
   * compiler reads Unicode escapes before it looks for the end of a line or a literal.
   */
  static String java(String text) {
    return quoted(
        text.chars()
            .mapToObj(
                unit -> {
                  if (isPlain(unit)) {
                    return plain(unit);
                  }
                  return (unit < ASCII ? "\\%03o" : "\\u%04x").formatted(unit);
                })
            .collect(Collectors.joining()));
  }

  /** A string of Python. */
  static String python(String text) {
    return quoted(
        text.codePoints()
            .mapToObj(
                point -> {
                  if (isPlain(point)) {
                    return plain(point);
                  }
                  return (point < 0x10000 ? "\\u%04x" : "\\U%08x").formatted(point);
                })
            .collect(Collectors.joining()));
  }

  /** A list of strings of Python. */
  static String python(List<String> texts) {
    return texts.stream().map(Literals::python).collect(Collectors.joining(", ", "[", "]"));
  }

  /** A number that both languages read as this very double. */
  static String number(double value) {
    return Double.toString(value).replace('E', 'e');
  }

  private static String quoted(String inside) {
    return '"' + inside + '"';
  }

  private static boolean isPlain(int character) {
    return character >= ' ' && character <= '~';
  }

  private static String plain(int character) {
    return character == '"' || character == '\\'
        ? "\\" + (char) character
        : String.valueOf((char) character);
  }
}
