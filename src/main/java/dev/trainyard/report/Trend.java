package dev.trainyard.report;

import dev.trainyard.outcome.MeanCurve;
import dev.trainyard.statistics.Variation;
import dev.trainyard.training.EpochMetrics;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Whether a learning curve still rises at its end.
 *
 * @param epochs the last ones, which are looked at
 * @param gain what they have added to the validation accuracy
 * @param fluctuation the standard deviation of the change from one epoch to the next over the
 *     second half of the curve; null where that is fewer than two changes
 */
record Trend(int epochs, double gain, @Nullable Double fluctuation) {

  static Trend of(MeanCurve curve) {
    List<EpochMetrics> rows = curve.rows();
    double[] changes =
        IntStream.range(Math.max(1, rows.size() / 2), rows.size())
            .mapToDouble(
                i -> rows.get(i).validationAccuracy() - rows.get(i - 1).validationAccuracy())
            .toArray();
    return new Trend(
        curve.recentEpochs(),
        curve.recentGain(),
        changes.length < 2 ? null : (Double) Variation.of(changes).deviation());
  }

  /** Whether the gain is more than twice the fluctuation. */
  boolean rises() {
    return fluctuation != null && gain > 2 * fluctuation;
  }
}
