package dev.trainyard.statistics;

import java.util.function.IntUnaryOperator;

/**
 * Temperature scaling (Guo, Pleiss, Sun and Weinberger, 2017): the logits of a classifier are
 * divided by one number, which makes it as sure as it is right and changes no class that it
 * predicts. Up to a constant, which the softmax takes out, a logit is the logarithm of the
 * probability.
 *
 * @param value above 1 where the classifier is too sure of itself, below 1 where it is not sure
 *     enough
 */
public record Temperature(double value) {
  private static final double HIGHEST = 20;
  private static final int HALVINGS = 40;

  /** What leaves probabilities as they are. */
  public static final Temperature ONE = new Temperature(1);

  public Temperature {
    Check.that(value > 0, "A temperature is above 0, not %s", value);
  }

  /**
   * The temperature from 1/20 to 20 with the least cross-entropy on images that the classifier did
   * not learn from. The cross-entropy is convex in 1 / T, so its slope has one zero at most.
   *
   * @param probabilities [count][classes], at least one row
   * @param label of each image
   */
  public static Temperature fit(float[][] probabilities, IntUnaryOperator label) {
    Check.that(probabilities.length > 0, "At least one image");
    double low = -Math.log(HIGHEST);
    double high = Math.log(HIGHEST);
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      if (slope(probabilities, label, Math.exp(middle)) < 0) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return new Temperature(Math.exp(-(low + high) / 2));
  }

  /** d cross-entropy / d (1 / T): the mean logit by the scaled probabilities less the true one. */
  private static double slope(float[][] probabilities, IntUnaryOperator label, double inverse) {
    double slope = 0;
    for (int i = 0; i < probabilities.length; i++) {
      float[] row = probabilities[i];
      double sum = 0;
      double weighted = 0;
      for (float p : row) {
        double logit = logit(p);
        // Logits are at most 0, and the largest is near it: no exponential is out of range.
        double weight = Math.exp(inverse * logit);
        sum += weight;
        weighted += weight * logit;
      }
      slope += weighted / sum - logit(row[label.applyAsInt(i)]);
    }
    return slope;
  }

  private static double logit(float probability) {
    return Math.log(Math.max(probability, Float.MIN_NORMAL));
  }

  /** The probabilities at this temperature; they are 1 in total. */
  public float[] scaled(float[] probabilities) {
    double[] weights = new double[probabilities.length];
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      weights[i] = Math.exp(logit(probabilities[i]) / value);
      sum += weights[i];
    }
    float[] scaled = new float[weights.length];
    for (int i = 0; i < weights.length; i++) {
      scaled[i] = (float) (weights[i] / sum);
    }
    return scaled;
  }
}
