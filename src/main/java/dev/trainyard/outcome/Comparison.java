package dev.trainyard.outcome;

import dev.trainyard.outcome.Curves.TrialCurve;
import dev.trainyard.training.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Says whether two cells can be told apart.
 *
 * <p>Two things are left to chance. What the seed makes of a cell is told by its replicates: the
 * same replicate has the same seed in every cell, so their differences are taken pair by pair, and
 * Student's t allows for how few there are. Which images happen to validate is told by the binomial
 * distribution; both cells are judged on the same images, which makes their difference more certain
 * than this says, so it errs on the side of caution. A single replicate leaves the first unknown.
 */
final class Comparison {
  private static final double NORMAL = 1.96;

  /** Student's 97.5 % quantiles for 1 to 30 degrees of freedom. */
  private static final double[] STUDENT = {
    12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160,
    2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056,
    2.052, 2.048, 2.045, 2.042
  };

  private final Metric metric;
  private final ToDoubleFunction<TrialCurve> figure;

  /**
   * A comparison of one figure.
   *
   * @param metric what the figure is of
   * @param figure the trial's value
   */
  Comparison(Metric metric, ToDoubleFunction<TrialCurve> figure) {
    this.metric = metric;
    this.figure = figure;
  }

  /** The cell with the best mean; null while no trial is completed. */
  @Nullable List<TrialCurve> leader(List<List<TrialCurve>> cells) {
    List<TrialCurve> leader = null;
    for (List<TrialCurve> cell : cells) {
      if (!cell.isEmpty()
          && (leader == null || metric.worstFirst().compare(mean(cell), mean(leader)) > 0)) {
        leader = cell;
      }
    }
    return leader;
  }

  /**
   * A cell against the leading one, by their completed trials.
   *
   * @return null for the leading cell itself and for a cell without a completed trial
   */
  @Nullable Gap gap(List<TrialCurve> cell, @Nullable List<TrialCurve> leader) {
    if (leader == null || cell.isEmpty() || cell.equals(leader)) {
      return null;
    }
    double difference = mean(cell) - mean(leader);
    List<Double> pairs = differences(cell, leader);
    Double spread = Spread.standardError(pairs);
    if (spread == null && metric == Metric.LOSS) {
      return new Gap(difference, null, null, false);
    }
    double seeds = spread == null ? 0 : spread;
    double images = metric == Metric.LOSS ? 0 : Math.hypot(binomial(cell), binomial(leader));
    double margin = Math.hypot(student(pairs.size() - 1) * seeds, NORMAL * images);
    return new Gap(difference, Math.hypot(seeds, images), margin, Math.abs(difference) > margin);
  }

  private List<Double> differences(List<TrialCurve> cell, List<TrialCurve> leader) {
    List<Double> differences = new ArrayList<>();
    for (TrialCurve one : cell) {
      for (TrialCurve other : leader) {
        if (one.replicate() == other.replicate()) {
          differences.add(figure.applyAsDouble(one) - figure.applyAsDouble(other));
        }
      }
    }
    return differences;
  }

  private double binomial(List<TrialCurve> cell) {
    return Binomial.standardError(mean(cell), cell.getFirst().validation().images());
  }

  private double mean(List<TrialCurve> cell) {
    return cell.stream().mapToDouble(figure).average().orElseThrow();
  }

  private static double student(int degrees) {
    return degrees < 1
        ? 0
        : degrees <= STUDENT.length ? STUDENT[degrees - 1] : NORMAL + 2.4 / degrees;
  }
}
