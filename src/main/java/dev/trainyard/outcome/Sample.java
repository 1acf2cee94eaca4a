package dev.trainyard.outcome;

import dev.trainyard.statistics.Estimate;
import dev.trainyard.training.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One figure of a cell's replicates, and whether it can be told apart from that of another cell.
 *
 * <p>Two things are left to chance. What the seed makes of a cell is told by its replicates: the
 * same replicate has the same seed in every cell, so their differences are taken pair by pair, and
 * Student's t allows for how few there are. Which images happen to be judged on is told by the
 * binomial distribution; both cells are judged on the same images, which makes their difference
 * more certain than this says, so it errs on the side of caution. A single replicate leaves the
 * first unknown.
 *
 * @param images how many each value is of
 * @param values by replicate, in their order
 */
record Sample(Metric metric, int images, Map<Integer, Double> values) {
  private static final double NORMAL = 1.96;

  /** Of confidence, as {@link #NORMAL} has it. */
  private static final double LEVEL = 0.95;

  Spread spread() {
    return Spread.of(List.copyOf(values.values()));
  }

  /** Of the mean, as far as the images tell; 0 for a loss, of which they tell nothing. */
  double binomialError() {
    return metric == Metric.LOSS ? 0 : Binomial.standardError(spread().mean(), images);
  }

  /** This one minus the other one. */
  Gap against(Sample other) {
    Spread own = spread();
    Spread others = other.spread();
    double difference = own.mean() - others.mean();
    List<Double> pairs = new ArrayList<>();
    values.forEach(
        (replicate, value) -> {
          Double same = other.values.get(replicate);
          if (same != null) {
            pairs.add(value - same);
          }
        });
    Double paired = pairs.isEmpty() ? null : Spread.of(pairs).standardError();
    if (paired == null && metric == Metric.LOSS) {
      return new Gap(difference, null, null, false, null);
    }
    double seeds = paired == null ? 0 : paired;
    double images = Math.hypot(binomialError(), other.binomialError());
    double margin = Math.hypot(student(pairs.size()) * seeds, NORMAL * images);
    return new Gap(
        difference, Math.hypot(seeds, images), margin, Math.abs(difference) > margin, null);
  }

  /** Student's t of so many values; 0 where there are too few to tell anything. */
  private static double student(int values) {
    return values < 2 ? 0 : new Estimate(0, 1, values - 1).margin(LEVEL);
  }
}
