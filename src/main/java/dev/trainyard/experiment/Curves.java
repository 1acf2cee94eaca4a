package dev.trainyard.experiment;

import dev.trainyard.training.EpochMetrics;
import java.util.List;
import java.util.Map;

/** The learning curves of an experiment's trials, as far as they have come. */
public record Curves(long experimentId, List<TrialCurve> trials) {

  /**
   * One trial's curve.
   *
   * @param trial from 1
   * @param replicate from 1
   * @param parameters the swept parameters of the trial's cell by path; empty without a sweep
   * @param epochs finished epochs in order
   */
  public record TrialCurve(
      int trial,
      int replicate,
      long seed,
      Map<String, Object> parameters,
      Status status,
      List<EpochMetrics> epochs) {}
}
