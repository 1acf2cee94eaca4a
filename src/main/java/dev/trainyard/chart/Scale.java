package dev.trainyard.chart;

/**
 * The range of an axis that begins and ends on a tick.
 *
 * @param min the first tick
 * @param max the last tick
 * @param step from tick to tick: 1, 2 or 5 times a power of ten
 */
record Scale(double min, double max, double step) {
  private static final int MOST_STEPS = 8;

  /** The narrowest scale around the values from {@code low} to {@code high}. */
  static Scale around(double low, double high) {
    double least = Math.max(Math.abs(high) * 0.01, Float.MIN_NORMAL);
    if (high - low < least) {
      return around(low - least, high + least);
    }
    double wide = high - low;
    double power = Math.pow(10, Math.floor(Math.log10(wide / MOST_STEPS)));
    double step = power;
    for (int factor : new int[] {1, 2, 5, 10}) {
      step = factor * power;
      if (wide <= step * (MOST_STEPS - 1)) {
        break;
      }
    }
    double min = Math.floor(low / step) * step;
    double max = Math.ceil(high / step) * step;
    return new Scale(min, max, step);
  }

  /** The same scale between limits that no value can pass. */
  Scale within(double lowest, double highest) {
    return new Scale(Math.clamp(min, lowest, highest), Math.clamp(max, lowest, highest), step);
  }

  /** The digits behind the point that tell the ticks apart. */
  int digits() {
    return (int) Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  }
}
