package dev.trainyard.report;

import dev.trainyard.outcome.Spread;
import dev.trainyard.scoring.Robustness;
import dev.trainyard.statistics.Estimate;
import dev.trainyard.statistics.Holm;
import dev.trainyard.statistics.Significance;
import dev.trainyard.statistics.Variation;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Networks on images that were moved aside.
 *
 * @param images how many, for each direction
 * @param directions of every shift but 0
 * @param dense the fully connected network's accuracies, by pixels from 0
 * @param shifted the same layers' that were trained on shifted images
 * @param convolutional the convolutional network's
 */
record Shifts(
    int images,
    int directions,
    List<Spread> dense,
    List<Spread> shifted,
    List<Spread> convolutional) {

  /** All at one shift. */
  record Row(int pixels, Spread dense, Spread shifted, Spread convolutional) {}

  /**
   * A comparison of two of the networks at one shift.
   *
   * @param p for other seeds and other images, adjusted to all comparisons by Holm's method
   */
  private record Gap(int pixels, Pair pair, double difference, double p) {
    boolean shown() {
      return p <= Significance.LEVEL;
    }
  }

  /** What is compared, in this order. */
  private enum Pair {
    CONVOLUTIONAL_DENSE,
    SHIFTED_DENSE,
    SHIFTED_CONVOLUTIONAL
  }

  static Shifts of(Robustness dense, Robustness shifted, Robustness convolutional) {
    return new Shifts(
        dense.images(),
        dense.directions(),
        spreads(dense),
        spreads(shifted),
        spreads(convolutional));
  }

  List<Row> rows() {
    return IntStream.range(0, dense.size())
        .mapToObj(i -> new Row(i, dense.get(i), shifted.get(i), convolutional.get(i)))
        .toList();
  }

  /** The largest shift. */
  Row last() {
    return rows().getLast();
  }

  /** The largest shift at which the fully connected network still has at least this accuracy. */
  int denseHolds(double accuracy) {
    return holds(dense, accuracy);
  }

  /** The same of the convolutional network. */
  int convolutionalHolds(double accuracy) {
    return holds(convolutional, accuracy);
  }

  /** At how many of the shifts but 0 the convolutional network is shown to be the better one. */
  long convolutionalWins() {
    return gaps().stream()
        .filter(gap -> gap.pair == Pair.CONVOLUTIONAL_DENSE && gap.shown() && gap.difference > 0)
        .count();
  }

  /** At how many the fully connected one is. */
  long denseWins() {
    return gaps().stream()
        .filter(gap -> gap.pair == Pair.CONVOLUTIONAL_DENSE && gap.shown() && gap.difference < 0)
        .count();
  }

  /** Whether training on shifted images is shown to help at a shift: 1; to do harm: -1; else 0. */
  int training(long pixels) {
    return sign(pixels, Pair.SHIFTED_DENSE);
  }

  /** Whether so trained layers are shown to be better than convolutions: 1; worse: -1; else 0. */
  int trainingBeatsConvolution(long pixels) {
    return sign(pixels, Pair.SHIFTED_CONVOLUTIONAL);
  }

  private int sign(long pixels, Pair pair) {
    return gaps().stream()
        .filter(gap -> gap.pixels == pixels && gap.pair == pair && gap.shown())
        .mapToInt(gap -> gap.difference > 0 ? 1 : -1)
        .findFirst()
        .orElse(0);
  }

  /** How many comparisons there are. */
  int comparisons() {
    return gaps().size();
  }

  /** What no p-value of those that are shown is above, in thousandths; 1 if none is shown. */
  double boundOfShownP() {
    double largest = gaps().stream().filter(Gap::shown).mapToDouble(Gap::p).max().orElse(1);
    return Math.ceil(1000 * largest) / 1000;
  }

  private List<Gap> gaps() {
    List<Gap> gaps = new ArrayList<>();
    for (Row row : rows().subList(1, rows().size())) {
      for (Pair pair : Pair.values()) {
        Estimate estimate =
            switch (pair) {
              case CONVOLUTIONAL_DENSE -> difference(row.convolutional, row.dense);
              case SHIFTED_DENSE -> difference(row.shifted, row.dense);
              case SHIFTED_CONVOLUTIONAL -> difference(row.shifted, row.convolutional);
            };
        gaps.add(new Gap(row.pixels, pair, estimate.value(), estimate.p()));
      }
    }
    List<Double> adjusted = Holm.adjusted(gaps.stream().map(Gap::p).toList());
    return IntStream.range(0, gaps.size())
        .mapToObj(
            i -> {
              Gap gap = gaps.get(i);
              return new Gap(gap.pixels, gap.pair, gap.difference, adjusted.get(i));
            })
        .toList();
  }

  /**
   * In pairs of replicates. What is kept of a shift is an accuracy, not what was said of each
   * image, so the standard error from images is the largest that two such accuracies can have:
   * √(p(1 − p)/n) + √(q(1 − q)/n), as if each image that the one gets wrong were one that the other
   * gets right (Cauchy and Schwarz). The mean over directions cannot vary more (Bhatia and Davis,
   * 2000).
   */
  private Estimate difference(Spread one, Spread other) {
    double[] differences =
        IntStream.range(0, Math.min(one.values().size(), other.values().size()))
            .mapToDouble(i -> one.values().get(i) - other.values().get(i))
            .toArray();
    double mean = DoubleStream.of(differences).average().orElseThrow();
    double ofImages = error(one.mean()) + error(other.mean());
    return differences.length < 2
        ? new Estimate(mean, ofImages, images - 1)
        : Variation.of(differences).ofMean(mean, differences.length).widened(ofImages, images - 1);
  }

  private double error(double accuracy) {
    return Math.sqrt(accuracy * (1 - accuracy) / images);
  }

  private static int holds(List<Spread> accuracies, double least) {
    return (int) accuracies.stream().takeWhile(one -> one.mean() >= least).count() - 1;
  }

  private static List<Spread> spreads(Robustness robustness) {
    int shifts = robustness.trials().getFirst().shifts().size();
    return IntStream.range(0, shifts)
        .mapToObj(
            i ->
                Spread.of(
                    robustness.trials().stream()
                        .map(trial -> trial.shifts().get(i).accuracy())
                        .toList()))
        .toList();
  }
}
