package dev.trainyard.verification;

import dev.trainyard.experiment.Retraining;
import dev.trainyard.experiment.TrialRecord;
import dev.trainyard.outcome.Status;
import dev.trainyard.training.EpochMetrics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Two trainings of the same trial, epoch by epoch.
 *
 * @param epochsIdentical from the first one on
 * @param firstDifference null when there is none, or none yet
 */
record EpochComparison(int epochsIdentical, @Nullable FirstDifference firstDifference) {

  /** All that is stored of an epoch but how long it took. */
  private static final Map<String, ToDoubleFunction<EpochMetrics>> METRICS = metrics();

  /** Compares as many epochs as there are of the training of now. */
  static EpochComparison of(Retraining training) {
    Map<Integer, EpochMetrics> recorded = byNumber(training.former());
    Map<Integer, EpochMetrics> again = byNumber(training.again());
    for (int epoch = 1; epoch <= training.epochs(); epoch++) {
      EpochMetrics now = again.get(epoch);
      if (now == null && training.status() != Status.COMPLETED) {
        return new EpochComparison(epoch - 1, null);
      }
      List<FirstDifference.Value> different = different(recorded.get(epoch), now);
      if (!different.isEmpty()) {
        return new EpochComparison(epoch - 1, new FirstDifference(epoch, different));
      }
    }
    return new EpochComparison(training.epochs(), null);
  }

  /** Those metrics of an epoch that differ in any bit; all of them if it is missing on one side. */
  private static List<FirstDifference.Value> different(
      @Nullable EpochMetrics recorded, @Nullable EpochMetrics now) {
    List<FirstDifference.Value> different = new ArrayList<>();
    METRICS.forEach(
        (name, metric) -> {
          Double before = recorded == null ? null : metric.applyAsDouble(recorded);
          Double after = now == null ? null : metric.applyAsDouble(now);
          if (!Objects.equals(before, after)) {
            different.add(new FirstDifference.Value(name, before, after));
          }
        });
    return different;
  }

  private static Map<String, ToDoubleFunction<EpochMetrics>> metrics() {
    Map<String, ToDoubleFunction<EpochMetrics>> metrics = new LinkedHashMap<>();
    metrics.put("trainLoss", EpochMetrics::trainLoss);
    metrics.put("trainAccuracy", EpochMetrics::trainAccuracy);
    metrics.put("validationLoss", EpochMetrics::validationLoss);
    metrics.put("validationAccuracy", EpochMetrics::validationAccuracy);
    metrics.put("learningRate", EpochMetrics::learningRate);
    return metrics;
  }

  private static Map<Integer, EpochMetrics> byNumber(TrialRecord training) {
    return training.epochs().stream()
        .collect(Collectors.toMap(EpochMetrics::epoch, Function.identity()));
  }
}
