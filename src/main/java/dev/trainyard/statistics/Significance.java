package dev.trainyard.statistics;

import java.util.Locale;

/**
 * Up to which p-value a difference counts as more than chance, and how one is written beside it.
 */
public final class Significance {
  /** Of p-values, adjusted ones included. */
  public static final double LEVEL = 0.05;

  private Significance() {}

  /**
   * A p-value as a decimal fraction, with more digits where it would read as the level that it is
   * above.
   *
   * @param digits behind the point, at least 2
   */
  public static String text(double p, int digits) {
    String text = String.format(Locale.ROOT, "%." + digits + "f", p);
    return p > LEVEL && Double.parseDouble(text) <= LEVEL ? text(p, digits + 1) : text;
  }
}
