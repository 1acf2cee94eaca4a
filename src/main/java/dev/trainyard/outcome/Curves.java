package dev.trainyard.outcome;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trainyard.training.EpochMetrics;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The learning curves of an experiment's trials, as far as they have come. */
public record Curves(long experimentId, List<TrialCurve> trials) {

  /**
   * One trial's curve.
   *
   * @param trial from 1
   * @param replicate from 1
   * @param parameters the swept parameters of the trial's cell by path; empty without a sweep
   * @param validation the images that the validation figures are of
   * @param test with a holdout: the score on the test split, taken once when the trial was complete
   * @param epochs finished epochs in order
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record TrialCurve(
      int trial,
      int replicate,
      long seed,
      Map<String, Object> parameters,
      Status status,
      ValidationImages validation,
      @Nullable TestScore test,
      List<EpochMetrics> epochs) {}
}
