package dev.trainyard.chart;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;

/** How numbers are written in pictures: 0.001 and 128, but 10⁻⁵ and 3.5×10²⁸. */
final class Numbers {
  private static final int USUAL_DIGITS = 6;

  /** Enough to tell any two doubles apart. */
  private static final int ALL_DIGITS = 17;

  private static final int SMALLEST_PLAIN = -4;
  private static final int LARGEST_PLAIN = 5;
  private static final String RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";

  private Numbers() {}

  /** A number with six digits at most. */
  static String text(double number) {
    return text(number, USUAL_DIGITS);
  }

  /** A number with so many digits at most. */
  static String text(double number, int digits) {
    return Double.isFinite(number)
        ? text(BigDecimal.valueOf(number), digits, SMALLEST_PLAIN)
        : String.valueOf(number);
  }

  /** A power of ten: {@code 10⁻⁵}. */
  static String power(int exponent) {
    StringBuilder text = new StringBuilder(exponent < 0 ? "10⁻" : "10");
    String.valueOf(Math.abs(exponent)).chars().forEach(c -> text.append(RAISED.charAt(c - '0')));
    return text.toString();
  }

  /**
   * Ticks, all written the same way and as exactly as their step.
   *
   * @param step between them
   */
  static List<String> ticks(List<BigDecimal> ticks, BigDecimal step) {
    boolean plain =
        exponent(step) >= SMALLEST_PLAIN
            && ticks.stream().allMatch(tick -> exponent(tick) <= LARGEST_PLAIN);
    int digits = step.stripTrailingZeros().scale();
    return ticks.stream()
        .map(
            tick ->
                plain || tick.signum() == 0
                    ? minus(tick.setScale(plain ? Math.max(0, digits) : 0).toPlainString())
                    : scientific(tick, Math.max(0, exponent(tick) + digits)))
        .toList();
  }

  /**
   * The values of a swept parameter, with as many digits as tell them apart. Where one of them is
   * written with a power of ten, so are those that would begin with zeros.
   */
  static List<String> apart(List<?> values) {
    boolean plain =
        values.stream()
            .allMatch(
                value ->
                    !(value instanceof Number number)
                        || isPlain(new BigDecimal(number.toString()), SMALLEST_PLAIN));
    int smallestPlain = plain ? SMALLEST_PLAIN : -1;
    return IntStream.rangeClosed(USUAL_DIGITS, ALL_DIGITS)
        .mapToObj(
            digits -> values.stream().map(value -> written(value, digits, smallestPlain)).toList())
        .filter(texts -> new HashSet<>(texts).size() == texts.size())
        .findFirst()
        .orElseGet(() -> values.stream().map(String::valueOf).toList());
  }

  private static String written(Object value, int digits, int smallestPlain) {
    if (!(value instanceof Number number)) {
      return String.valueOf(value);
    }
    boolean negativeZero = number instanceof Double zero && zero.equals(-0.0);
    return negativeZero ? "−0" : text(new BigDecimal(number.toString()), digits, smallestPlain);
  }

  private static String text(BigDecimal exact, int digits, int smallestPlain) {
    BigDecimal number = exact.round(new MathContext(digits));
    number = number.stripTrailingZeros();
    if (isPlain(number, smallestPlain)) {
      return minus(number.toPlainString());
    }
    int exponent = exponent(number);
    return scientific(number, Math.max(0, exponent + number.scale()));
  }

  /** With so many digits behind the point of the mantissa. */
  private static String scientific(BigDecimal number, int digits) {
    int exponent = exponent(number);
    String mantissa = number.movePointLeft(exponent).setScale(digits).toPlainString();
    return switch (mantissa) {
      case "1" -> power(exponent);
      case "-1" -> "−" + power(exponent);
      default -> minus(mantissa) + "×" + power(exponent);
    };
  }

  private static boolean isPlain(BigDecimal number, int smallest) {
    int exponent = exponent(number);
    return smallest <= exponent && exponent <= LARGEST_PLAIN;
  }

  /** Of the first digit; 0 for 0. */
  private static int exponent(BigDecimal number) {
    return number.signum() == 0 ? 0 : number.precision() - number.scale() - 1;
  }

  private static String minus(String text) {
    return text.replace('-', '−');
  }
}
