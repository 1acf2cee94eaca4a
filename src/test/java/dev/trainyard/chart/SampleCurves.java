package dev.trainyard.chart;

import dev.trainyard.outcome.Curves;
import dev.trainyard.outcome.Curves.TrialCurve;
import dev.trainyard.outcome.Status;
import dev.trainyard.outcome.ValidationImages;
import dev.trainyard.training.EpochMetrics;
import dev.trainyard.training.Validation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Curves that look like those of MNIST. */
final class SampleCurves {
  private SampleCurves() {}

  static Curves replicates(int trials, int epochs) {
    List<TrialCurve> curves = new ArrayList<>();
    for (int t = 1; t <= trials; t++) {
      curves.add(trial(t, t, epochs, 0, Map.of()));
    }
    return new Curves(1, curves);
  }

  static Curves sweep(List<Double> l2, int replicates, int epochs) {
    List<TrialCurve> curves = new ArrayList<>();
    for (double value : l2) {
      for (int r = 1; r <= replicates; r++) {
        curves.add(trial(curves.size() + 1, r, epochs, value, Map.of("training.l2", value)));
      }
    }
    return new Curves(2, curves);
  }

  static Curves grid(List<Double> l2, List<Integer> batchSizes, int replicates) {
    List<TrialCurve> curves = new ArrayList<>();
    for (double value : l2) {
      for (int batchSize : batchSizes) {
        Map<String, Object> cell = new LinkedHashMap<>();
        cell.put("training.l2", value);
        cell.put("training.batchSize", batchSize);
        for (int r = 1; r <= replicates; r++) {
          curves.add(trial(curves.size() + 1, r, 20, value + 2e-6 * batchSize, cell));
        }
      }
    }
    return new Curves(3, curves);
  }

  /** The same curves while every trial is still running. */
  static Curves unfinished(Curves curves) {
    return new Curves(
        curves.experimentId(),
        curves.trials().stream().map(trial -> withStatus(trial, Status.RUNNING)).toList());
  }

  /** A trial that a halving has pruned. */
  static TrialCurve pruned(TrialCurve trial) {
    return new TrialCurve(
        trial.trial(),
        trial.replicate(),
        trial.seed(),
        trial.parameters(),
        trial.status(),
        true,
        trial.validation(),
        trial.test(),
        trial.epochs());
  }

  static TrialCurve withStatus(TrialCurve trial, Status status) {
    return new TrialCurve(
        trial.trial(),
        trial.replicate(),
        trial.seed(),
        trial.parameters(),
        status,
        trial.pruned(),
        trial.validation(),
        trial.test(),
        trial.epochs());
  }

  static TrialCurve trial(
      int number, int replicate, int epochs, double l2, Map<String, Object> parameters) {
    SplittableRandom random = new SplittableRandom(number);
    List<EpochMetrics> metrics = new ArrayList<>();
    for (int e = 1; e <= epochs; e++) {
      double validation = 0.984 - 15 * l2 - 0.075 / Math.pow(e, 1.2) + random.nextDouble(0.003);
      double train = 0.9995 - 18 * l2 - 0.17 / Math.pow(e, 1.3) + random.nextDouble(0.0005);
      metrics.add(
          new EpochMetrics(
              e,
              0.005 + 0.62 / Math.pow(e, 1.1),
              train,
              0.07 + 0.24 / Math.pow(e, 0.9) + random.nextDouble(0.01),
              validation,
              0.1,
              0.4));
    }
    return completed(number, replicate, parameters, metrics);
  }

  /** A trial that is validated on MNIST's test split. */
  static TrialCurve completed(
      int number, int replicate, Map<String, Object> parameters, List<EpochMetrics> epochs) {
    return new TrialCurve(
        number,
        replicate,
        replicate,
        parameters,
        Status.COMPLETED,
        false,
        new ValidationImages(Validation.Source.TEST, 10_000),
        null,
        epochs);
  }
}
