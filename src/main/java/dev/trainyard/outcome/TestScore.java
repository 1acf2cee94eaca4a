package dev.trainyard.outcome;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;

/**
 * The one score on the test split of a trial whose validation images were held out of the training
 * split.
 *
 * @param epoch whose model was scored: the best one with {@code restoreBest}, else the last
 * @param images of the test split
 * @param loss cross-entropy in nats per image
 * @param accuracy 0 to 1
 */
public record TestScore(int epoch, int images, double loss, double accuracy) {

  /** Of the accuracy. */
  @JsonProperty
  @Schema(description = "Binomial standard error of the accuracy: √(p (1 − p) / images)")
  public double standardError() {
    return Binomial.standardError(accuracy, images);
  }
}
