package dev.trainyard.prediction;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What trained networks take images for.
 *
 * @param dataset that they were trained on
 * @param members the networks whose probabilities are averaged, by trial
 * @param shifts by how many pixels each image was moved to average over; 0 for none
 * @param predictions one for each image, in their order
 */
record ImagePredictions(
    long experimentId,
    @Schema(example = "mnist") String dataset,
    List<Member> members,
    @Schema(description = "Each image was averaged over all shifts by up to this many pixels")
        int shifts,
    List<Prediction> predictions) {

  /**
   * A network.
   *
   * @param epoch after which it is as it is
   * @param temperature that its logits were divided by; null where it was not asked for
   */
  @Schema(name = "PredictionMember")
  record Member(
      int trial,
      int epoch,
      @Schema(
              description =
                  "What its logits were divided by, where calibrated=true was asked for: fitted to its validation images",
              example = "1.27")
          @Nullable Double temperature) {}

  /**
   * One image.
   *
   * @param name of its file; null where it has none
   * @param label of the most probable class
   * @param probability of that class
   * @param classes all of them, in descending order of probability
   * @param votes how many networks take it for what, most first
   * @param input what the networks saw; null where it was not asked for
   */
  record Prediction(
      @Schema(example = "seven.png") @Nullable String name,
      @Schema(example = "7") String label,
      @Schema(example = "0.98") double probability,
      @Schema(description = "In descending order of probability") List<PredictedClass> classes,
      @Schema(description = "How many networks chose each class, most first") List<Votes> votes,
      @Schema(
              description = "What the networks saw, where include=input was asked for: a PNG",
              example = "data:image/png;base64,iVBORw0KGgo=")
          @Nullable String input) {}

  /** How likely a class is. */
  record PredictedClass(
      @Schema(example = "7") String label,
      @Schema(description = "The mean of the networks', 0 to 1", example = "0.98")
          double probability) {}

  /** How many networks say a class is the most likely one. */
  record Votes(@Schema(example = "7") String label, @Schema(example = "5") int trials) {}
}
