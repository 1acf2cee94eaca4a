package dev.trainyard.outcome;

/** What chance makes of a number of right answers. */
public final class Binomial {

  private Binomial() {}

  /**
   * The standard error of an accuracy, √(p (1 − p) / n): how far it would be off on other images of
   * the same kind.
   */
  public static double standardError(double accuracy, int images) {
    return Math.sqrt(accuracy * (1 - accuracy) / images);
  }
}
