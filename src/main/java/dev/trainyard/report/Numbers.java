package dev.trainyard.report;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How a report writes numbers, moments and what others have named. */
final class Numbers {
  private static final char NO_BREAK = '\u00a0';
  private static final int SIXTY = 60;
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private Numbers() {}

  /** A fraction in percent: {@code 98.12 %}. */
  static String percent(double fraction, int digits) {
    return fixed(100 * fraction, digits) + NO_BREAK + "%";
  }

  /** A fraction in percentage points, without its sign: {@code 0.12}. */
  static String points(double fraction, int digits) {
    return fixed(Math.abs(100 * fraction), digits);
  }

  /** A fraction in percentage points, with its sign: {@code +0.12}. */
  static String signedPoints(double fraction, int digits) {
    String text = points(fraction, digits);
    boolean zero = text.chars().allMatch(c -> c == '0' || c == '.');
    return zero ? text : (fraction < 0 ? "\u2212" : "+") + text;
  }

  /** So many digits behind the point. */
  static String fixed(double number, int digits) {
    return String.format(Locale.ROOT, "%." + digits + "f", number).replace('-', '\u2212');
  }

  /** A whole number with commas: {@code 55,050}. */
  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /**
   * The same in a formula. The usual {,} would make JLaTeXMath take every later comma for one
   * within a number, in all formulas of the process.
   */
  static String latex(long number) {
    return count(number).replace(",", ",\\!");
  }

  /** A moment: {@code 26 November 2026, 06:40 UTC}. */
  static String moment(Instant moment) {
    return MOMENT.format(moment);
  }

  /** A number as one writes it, never with a power of ten: {@code 0.000001}. */
  static String plain(double number) {
    return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }

  /** Somebody's text in one line, in which nothing is taken for Markdown, HTML or a formula. */
  static String text(String text) {
    return text.strip().replaceAll("\\s+", " ").replaceAll("[\\\\`*_\\[\\]<>$&|#!~]", "\\\\$0");
  }

  /** A duration in seconds: {@code 3 min 20 s}. */
  static String duration(double seconds) {
    if (seconds < SIXTY) {
      return fixed(seconds, seconds < 10 ? 1 : 0) + NO_BREAK + "s";
    }
    Duration whole = Duration.ofSeconds(Math.round(seconds));
    String minutes =
        "%d%cmin %d%cs".formatted(whole.toMinutesPart(), NO_BREAK, whole.toSecondsPart(), NO_BREAK);
    return whole.toHours() == 0 ? minutes : whole.toHours() + "" + NO_BREAK + "h " + minutes;
  }
}
