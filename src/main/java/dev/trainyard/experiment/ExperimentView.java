package dev.trainyard.experiment;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.trainyard.outcome.StandardErrors;
import dev.trainyard.outcome.Status;
import dev.trainyard.outcome.TestScore;
import dev.trainyard.outcome.ValidationImages;
import dev.trainyard.training.EpochMetrics;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An experiment as a user sees it.
 *
 * @param reason why it FAILED: the first failed trial's reason
 */
@Schema(name = "Experiment")
public record ExperimentView(
    long id,
    String name,
    Status status,
    @Nullable String reason,
    Progress progress,
    ExperimentSpec spec,
    List<TrialSummary> trials,
    Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt) {

  /**
   * One of its trials.
   *
   * @param trial from 1
   * @param replicate from 1; the same replicate has the same seed in every cell
   * @param parameters the swept parameters of its cell by path; empty without a sweep
   * @param reason why it FAILED
   * @param note what is out of the ordinary: that its process has died again and again, or that it
   *     waits for its dataset, and why; or that it has not all epochs of its training
   * @param best the epoch with the highest validation accuracy, or the best by early stopping's
   *     metric; the first of equals
   * @param last the last finished epoch
   * @param validation the images that the validation figures are of
   * @param accuracyStandardErrors of the validation accuracies
   * @param stoppedEarly whether early stopping ended it
   * @param pruned whether the experiment's halving has stopped it while others go on
   * @param test with a holdout: the score on the test split, taken once when the trial was
   *     complete; null before, and where validation is on the test split itself
   */
  @Schema(name = "TrialSummary")
  public record TrialSummary(
      int trial,
      int replicate,
      long seed,
      Map<String, JsonNode> parameters,
      Status status,
      @Nullable String reason,
      @Schema(
              example =
                  "its process died twice before epoch 1 was finished; it goes on in a process of its own")
          @Nullable String note,
      int epochsCompleted,
      int epochsTotal,
      @Nullable EpochMetrics best,
      @JsonProperty("final") @Nullable EpochMetrics last,
      ValidationImages validation,
      StandardErrors accuracyStandardErrors,
      boolean stoppedEarly,
      @Schema(
              description =
                  "Whether the halving of its experiment has stopped it after fewer epochs than others get")
          boolean pruned,
      @Nullable TestScore test,
      @Nullable Instant startedAt,
      @Nullable Instant finishedAt) {}
}
