package dev.trainyard.chart;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The range of an axis, with round numbers on it. Whatever the range, there are {@value #MOST}
 * ticks at most, and they are found in a number of steps that does not depend on it.
 *
 * @param low the left or lower end; on a logarithmic axis its exponent of ten, as {@code high}
 * @param ticks from low to high
 */
public record Scale(double low, double high, boolean logarithmic, List<Tick> ticks) {
  static final int MOST = 8;
  private static final int[] ROUND = {1, 2, 5};

  /** Of the powers of ten that are written out. */
  private static final int LONGEST = 3;

  /** Takes away what is left of 0.1 + 0.2. */
  private static final MathContext CLEAN = new MathContext(15);

  /**
   * A mark on an axis.
   *
   * @param at as {@link Scale#low}
   */
  public record Tick(double at, String label) {}

  /** The narrowest range around the values from {@code low} to {@code high} between two ticks. */
  static Scale around(double low, double high) {
    double size = Math.max(Math.abs(low), Math.abs(high));
    if (size == 0) {
      return around(0, 1);
    }
    BigDecimal least = BigDecimal.valueOf(size).movePointLeft(2);
    BigDecimal from = BigDecimal.valueOf(low).round(CLEAN);
    BigDecimal to = BigDecimal.valueOf(high).round(CLEAN);
    if (to.subtract(from).compareTo(least) < 0) {
      from = from.subtract(least);
      to = to.add(least);
    }
    List<Tick> ticks = linearTicks(from, to);
    return new Scale(ticks.getFirst().at(), ticks.getLast().at(), false, ticks);
  }

  /** The powers of ten around the values from {@code low} to {@code high}, both positive. */
  static Scale decades(double low, double high) {
    List<Tick> ticks = decadeTicks(Math.log10(low), Math.log10(high));
    return new Scale(ticks.getFirst().at(), ticks.getLast().at(), true, ticks);
  }

  /** The round numbers of a range; on a logarithmic axis a range of exponents. */
  public static Scale of(double low, double high, boolean logarithmic) {
    List<Tick> ticks =
        logarithmic
            ? decadeTicks(low, high)
            : linearTicks(BigDecimal.valueOf(low), BigDecimal.valueOf(high));
    Scale scale = new Scale(low, high, logarithmic, ticks).within(low, high);
    return logarithmic && scale.ticks.size() < 2 ? scale.with(fineTicks(low, high)) : scale;
  }

  /** The whole numbers from 1 to {@code last}, or every second, fifth, tenth ... of many. */
  public static Scale wholeNumbersTo(int last, double margin) {
    int step =
        IntStream.iterate(0, i -> i + 1)
            .map(Scale::round)
            .filter(candidate -> last / candidate <= MOST)
            .findFirst()
            .orElseThrow();
    List<Tick> ticks =
        IntStream.rangeClosed(1, last / step)
            .mapToObj(i -> new Tick((double) i * step, Numbers.text((double) i * step)))
            .toList();
    return new Scale(1 - margin, last + margin, false, ticks);
  }

  /** The same scale between limits that no value can pass. */
  Scale within(double lowest, double highest) {
    double from = Math.clamp(low, lowest, highest);
    double to = Math.clamp(high, lowest, highest);
    return new Scale(
        from,
        to,
        logarithmic,
        ticks.stream().filter(tick -> from <= tick.at() && tick.at() <= to).toList());
  }

  /** With 0.1, 1 and 10 for powers of ten, as far as they are not too long. */
  Scale inFigures() {
    return with(
        ticks.stream()
            .map(tick -> logarithmic && isShort(tick) ? new Tick(tick.at(), figures(tick)) : tick)
            .toList());
  }

  private static boolean isShort(Tick tick) {
    return tick.at() == Math.rint(tick.at()) && Math.abs(tick.at()) <= LONGEST;
  }

  private static String figures(Tick tick) {
    return BigDecimal.ONE.scaleByPowerOfTen((int) tick.at()).toPlainString();
  }

  /** The same range with other ticks. */
  Scale with(List<Tick> others) {
    return new Scale(low, high, logarithmic, others);
  }

  /** How far along the axis a value stands, from 0 to 1; what is beyond an end stands on it. */
  public double share(double value) {
    return place(logarithmic ? Math.log10(Math.max(0, value)) : value);
  }

  /** The same for a tick. */
  double share(Tick tick) {
    return place(tick.at());
  }

  private double place(double at) {
    // Near 1, so that neither the largest nor the smallest numbers are lost in a difference.
    int exponent = -Math.getExponent(Math.max(Math.abs(low), Math.abs(high)));
    double from = Math.scalb(low, exponent);
    double to = Math.scalb(high, exponent);
    double point = Math.scalb(Math.clamp(at, low, high), exponent);
    return from < to ? (point - from) / (to - from) : 0.5;
  }

  /** Multiples of 1, 2 or 5 times a power of ten, the first not above low, the last not below. */
  private static List<Tick> linearTicks(BigDecimal low, BigDecimal high) {
    BigDecimal wide =
        high.subtract(low).max(high.abs().max(low.abs()).movePointLeft(CLEAN.getPrecision()));
    int power = wide.precision() - wide.scale() - 2;
    for (int i = 0; ; i++) {
      BigDecimal step = BigDecimal.valueOf(ROUND[i % 3]).scaleByPowerOfTen(power + i / 3);
      BigDecimal first = low.divide(step, 0, RoundingMode.FLOOR);
      int count = high.divide(step, 0, RoundingMode.CEILING).subtract(first).intValue() + 1;
      if (count <= MOST) {
        List<BigDecimal> ticks =
            IntStream.range(0, count)
                .mapToObj(k -> first.add(BigDecimal.valueOf(k)).multiply(step))
                .toList();
        List<String> labels = Numbers.ticks(ticks, step);
        return IntStream.range(0, count)
            .mapToObj(k -> new Tick(finite(ticks.get(k)), labels.get(k)))
            .toList();
      }
    }
  }

  /** Powers of ten, or every second, fifth, tenth ... of many. */
  private static List<Tick> decadeTicks(double low, double high) {
    for (int i = 0; ; i++) {
      int step = round(i);
      int first = (int) Math.floor(low / step);
      int last = Math.max((int) Math.ceil(high / step), first + 1);
      if (last - first < MOST) {
        return IntStream.rangeClosed(first, last)
            .mapToObj(k -> new Tick(k * step, Numbers.power(k * step)))
            .toList();
      }
    }
  }

  /** 1, 2 and 5 times powers of ten, for a range of less than two decades. */
  private static List<Tick> fineTicks(double low, double high) {
    List<Tick> ticks = new ArrayList<>();
    for (int power = (int) Math.floor(low); power <= high; power++) {
      for (int factor : ROUND) {
        double at = power + Math.log10(factor);
        if (low <= at && at <= high) {
          ticks.add(new Tick(at, Numbers.text(factor * Math.pow(10, power))));
        }
      }
    }
    return ticks;
  }

  /** 1, 2, 5, 10, 20, 50 ... */
  private static int round(int index) {
    return Math.multiplyExact(ROUND[index % 3], Math.powExact(10, index / 3));
  }

  private static double finite(BigDecimal number) {
    return Math.clamp(number.doubleValue(), -Double.MAX_VALUE, Double.MAX_VALUE);
  }
}
