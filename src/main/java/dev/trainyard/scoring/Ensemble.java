package dev.trainyard.scoring;

import dev.trainyard.outcome.Spread;
import dev.trainyard.outcome.ValidationImages;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * An experiment's completed trials as one model, which answers with the mean of their
 * probabilities.
 *
 * @param images of the test split, which all figures are of
 * @param validation the images on which epochs and cells may have been chosen; where these are the
 *     test split, the figures are too good by that choice
 * @param members by trial
 */
record Ensemble(
    long experimentId,
    @Schema(description = "Images of the test split, which all figures are of") int images,
    ValidationImages validation,
    @Schema(description = "Cross-entropy of the mean probabilities, in nats per image") double loss,
    double accuracy,
    @Schema(description = "Binomial standard error of the accuracy") double standardError,
    @Schema(description = "The members' own accuracies") Spread memberAccuracy,
    List<Member> members) {

  /**
   * One of the trials, scored alone.
   *
   * @param epoch whose model it is: the best with {@code restoreBest}, else the last
   */
  @Schema(name = "EnsembleMember")
  record Member(
      int trial,
      int replicate,
      long seed,
      Map<String, JsonNode> parameters,
      int epoch,
      double loss,
      double accuracy,
      @Schema(description = "Binomial standard error of the accuracy") double standardError,
      @Schema(description = "The ensemble's accuracy minus this one") double gain,
      @Schema(description = "Of the gain, from the images on which the two differ")
          double gainStandardError,
      @Schema(description = "Images that the ensemble gets right and this one wrong") int gained,
      @Schema(description = "Images that this one gets right and the ensemble wrong") int lost,
      @Schema(
              description =
                  "McNemar's exact p-value of the gain on these images, for all members together (Holm)")
          double adjustedP) {}
}
