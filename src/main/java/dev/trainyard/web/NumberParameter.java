package dev.trainyard.web;

import java.util.regex.Pattern;
import org.springframework.format.FormatterRegistry;

/**
 * Reads a number in a path, a query or a header as JSON has it: in decimal digits alone, so that
 * there is one way to write it. Spring would take {@code 0x1}, {@code +1}, {@code 01}, {@code 1f},
 * {@code NaN} and the digits of any script.
 */
final class NumberParameter {
  private static final Pattern WHOLE = Pattern.compile("-?(0|[1-9][0-9]*)");
  private static final Pattern NUMBER = Pattern.compile(WHOLE + "([.][0-9]+)?([eE][+-]?[0-9]+)?");

  private NumberParameter() {}

  static void addTo(FormatterRegistry registry) {
    registry.addConverter(String.class, Integer.class, text -> Integer.valueOf(as(WHOLE, text)));
    registry.addConverter(String.class, Long.class, text -> Long.valueOf(as(WHOLE, text)));
    registry.addConverter(String.class, Double.class, NumberParameter::finite);
  }

  /** Whether it is a whole number, however large it is. */
  static boolean isWhole(String text) {
    return WHOLE.matcher(text).matches();
  }

  private static Double finite(String text) {
    double number = Double.parseDouble(as(NUMBER, text));
    if (!Double.isFinite(number)) {
      throw new NumberFormatException(text);
    }
    return number;
  }

  private static String as(Pattern form, String text) {
    if (!form.matcher(text).matches()) {
      throw new NumberFormatException(text);
    }
    return text;
  }
}
