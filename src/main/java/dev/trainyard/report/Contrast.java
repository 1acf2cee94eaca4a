package dev.trainyard.report;

/**
 * Two cells' final accuracies compared.
 *
 * @param difference the mean of the one minus that of the other, 0 to 1
 * @param margin what chance may make of it at 95 %: other seeds and other images
 * @param toldApart whether the difference is larger than the margin
 * @param deviation the larger of the two standard deviations between replicates; 0 for one each
 * @param replicates the smaller of the two numbers of replicates
 */
record Contrast(
    double difference, double margin, boolean toldApart, double deviation, int replicates) {

  /** Whether the first one is the better one. */
  boolean better() {
    return difference > 0;
  }

  /** The difference without its sign. */
  double size() {
    return Math.abs(difference);
  }

  /** Whether the difference is larger than the standard deviations between the replicates. */
  boolean beyondDeviation() {
    return size() > deviation;
  }
}
