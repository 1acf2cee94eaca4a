package dev.trainyard.report;

import dev.trainyard.outcome.Curves;
import dev.trainyard.outcome.Curves.TrialCurve;
import dev.trainyard.outcome.Gap;
import dev.trainyard.outcome.Sweep;
import dev.trainyard.outcome.Sweep.SweepCell;
import dev.trainyard.training.Metric;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Two cells' final accuracies compared.
 *
 * @param difference the mean of the one minus that of the other, 0 to 1
 * @param margin what chance may make of it at 95 %: other seeds and other images
 * @param toldApart whether the difference is larger than the margin
 * @param deviation the larger of the two standard deviations between replicates; 0 for one each
 */
record Contrast(double difference, double margin, boolean toldApart, double deviation) {

  private static final double EXACT = 1e-12;

  /** Compares two cells as a sweep does, whichever experiments they are of. */
  static Contrast of(Cell one, Cell other) {
    List<TrialCurve> both =
        Stream.concat(one.labelled("one").stream(), other.labelled("other").stream()).toList();
    List<SweepCell> cells = Sweep.of(new Curves(0, both), Metric.ACCURACY, null).cells();
    Gap gap =
        Stream.of(cells.getFirst(), cells.getLast())
            .map(SweepCell::finalGap)
            .filter(Objects::nonNull)
            .findFirst()
            .orElseThrow();
    double difference = one.last().mean() - other.last().mean();
    return new Contrast(
        Math.abs(difference) < EXACT ? 0 : difference,
        Objects.requireNonNull(gap.margin()),
        gap.toldApart(),
        Math.max(one.last().errorBar(), other.last().errorBar()));
  }

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
