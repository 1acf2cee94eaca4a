package dev.trainyard.statistics;

/** Preconditions. */
final class Check {

  private Check() {}

  /**
   * Throws an {@link IllegalArgumentException} unless the condition holds.
   *
   * @param message a format of {@link String#format}
   */
  @SuppressWarnings(
      "AnnotateFormatMethod") // Error Prone's annotation would be one more dependency.
  static void that(boolean condition, String message, Object... values) {
    if (!condition) {
      throw new IllegalArgumentException(message.formatted(values));
    }
  }

  /** A confidence level, a power or another share that is neither none nor all. */
  static void isBetween0And1(double share) {
    that(share > 0 && share < 1, "Must lie between 0 and 1: %s", share);
  }
}
