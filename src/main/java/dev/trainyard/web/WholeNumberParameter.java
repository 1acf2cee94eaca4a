package dev.trainyard.web;

import java.util.regex.Pattern;
import org.springframework.format.FormatterRegistry;

/**
 * Reads a whole number in a path, a query or a header as JSON has it: in decimal digits alone, so
 * that there is one way to write it. Spring would take {@code 0x1}, {@code +1}, {@code 01} and the
 * digits of any script.
 */
final class WholeNumberParameter {
  private static final Pattern PLAIN = Pattern.compile("-?(0|[1-9][0-9]*)");

  private WholeNumberParameter() {}

  static void addTo(FormatterRegistry registry) {
    registry.addConverter(String.class, Integer.class, text -> Integer.valueOf(plain(text)));
    registry.addConverter(String.class, Long.class, text -> Long.valueOf(plain(text)));
  }

  /** Whether it is written so, however large it is. */
  static boolean isPlain(String text) {
    return PLAIN.matcher(text).matches();
  }

  private static String plain(String text) {
    if (!isPlain(text)) {
      throw new NumberFormatException(text);
    }
    return text;
  }
}
