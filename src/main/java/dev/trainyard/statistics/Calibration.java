package dev.trainyard.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Whether a classifier is right as often as it says: its reliability diagram.
 *
 * @param bins of equal width from 0 to 1, those that hold no image left out
 * @param expectedError the expected calibration error: |accuracy − confidence| of the bins,
 *     weighted by their images (Naeini, Cooper and Hauskrecht, 2015; Guo et al., 2017)
 */
public record Calibration(List<Bin> bins, double expectedError) {

  /**
   * The images whose predicted class has a probability above {@code from} and up to {@code to}.
   *
   * @param count how many, at least 1
   * @param confidence the mean of these probabilities
   * @param accuracy the share of them that is classified rightly
   */
  public record Bin(double from, double to, int count, double confidence, double accuracy) {}

  public Calibration {
    bins = List.copyOf(bins);
  }

  /**
   * Puts the images into bins.
   *
   * @param confidences for each image, the probability of the class that is predicted, 0 to 1
   * @param right a bit for each image: set where that class is the true one
   * @param bins how many, at least 1; 15 is usual
   */
  public static Calibration of(double[] confidences, BitSet right, int bins) {
    areProbabilities(confidences);
    Check.that(bins >= 1, "At least one bin, not %s", bins);
    Check.that(right.length() <= confidences.length, "More answers than probabilities");
    int[] counts = new int[bins];
    int[] hits = new int[bins];
    double[] sums = new double[bins];
    for (int i = 0; i < confidences.length; i++) {
      int bin = Math.max(0, (int) Math.ceil(confidences[i] * bins) - 1);
      counts[bin]++;
      hits[bin] += right.get(i) ? 1 : 0;
      sums[bin] += confidences[i];
    }
    List<Bin> filled = new ArrayList<>();
    double error = 0;
    for (int b = 0; b < bins; b++) {
      if (counts[b] > 0) {
        double confidence = sums[b] / counts[b];
        double accuracy = (double) hits[b] / counts[b];
        filled.add(new Bin((double) b / bins, (b + 1.0) / bins, counts[b], confidence, accuracy));
        error += Math.abs(hits[b] - sums[b]) / confidences.length;
      }
    }
    return new Calibration(filled, error);
  }

  private static void areProbabilities(double[] values) {
    Check.that(values.length > 0, "At least one image");
    Check.that(Arrays.stream(values).allMatch(p -> p >= 0 && p <= 1), "Not all probabilities");
  }
}
