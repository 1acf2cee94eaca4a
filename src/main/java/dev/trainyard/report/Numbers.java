package dev.trainyard.report;

import dev.trainyard.statistics.Significance;
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

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  private Numbers() {}

  /** A fraction in percent: {@code 98.12%}. */
  static String percent(double fraction, int digits) {
    return fixed(100 * fraction, digits) + "%";
  }

  /** A fraction in percent, for a column whose head has the unit: {@code 98.12}. */
  static String bare(double fraction, int digits) {
    return fixed(100 * fraction, digits);
  }

  /** So many images, without a sign: {@code 12 images}. */
  static String images(double number) {
    long whole = Math.round(Math.abs(number));
    return count(whole) + NO_BREAK + (whole == 1 ? "image" : "images");
  }

  /** So many of something: {@code 1 epoch}, {@code 2.5 epochs}. */
  static String many(double number, String one) {
    return plain(number) + " " + one + (number == 1 ? "" : "s");
  }

  /** A number with its sign: {@code +12.3}. */
  static String plus(double number, int digits) {
    String text = fixed(number, digits);
    return number < 0 || isZero(text) ? text : "+" + text;
  }

  /** A p-value: {@code 0.013}, or {@code < 0.001}. */
  static String p(double value) {
    return value < 0.001 ? "<" + NO_BREAK + "0.001" : Significance.text(value, 3);
  }

  /** A fraction in percentage points, without its sign: {@code 0.12}. */
  static String points(double fraction, int digits) {
    return fixed(Math.abs(100 * fraction), digits);
  }

  /** A fraction in percentage points, with its sign: {@code +0.12}. */
  static String signedPoints(double fraction, int digits) {
    return plus(100 * fraction, digits);
  }

  /** So many digits behind the point; what rounds to 0 has no sign. */
  static String fixed(double number, int digits) {
    String text = String.format(Locale.ROOT, "%." + digits + "f", Math.abs(number));
    return number < 0 && !isZero(text) ? "\u2212" + text : text;
  }

  private static boolean isZero(String text) {
    return text.chars().allMatch(c -> c == '0' || c == '.');
  }

  /** A whole number with commas: {@code 55,050}. */
  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** A moment: {@code 26 November 2026, 06:40 UTC}. */
  static String moment(Instant moment) {
    return MOMENT.format(moment);
  }

  /** Its day: {@code 26 November 2026}. */
  static String day(Instant moment) {
    return DAY.format(moment);
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
