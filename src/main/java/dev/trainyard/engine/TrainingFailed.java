package dev.trainyard.engine;

import dev.trainyard.training.TrainingSpec;
import org.jspecify.annotations.Nullable;

/** A training that cannot go on, with a reason that its user understands. */
public class TrainingFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A penalty of this size has never been what breaks a training down. */
  private static final double HARMLESS_PENALTY = 0.01;

  public TrainingFailed(String reason) {
    super(reason);
  }

  public TrainingFailed(String reason, @Nullable Throwable cause) {
    super(reason, cause);
  }

  /** The loss of a mini-batch was NaN or infinite. */
  public static TrainingFailed nonFiniteLoss(int epoch, int batch, TrainingSpec training) {
    return brokenDown("in epoch %d, mini-batch %d".formatted(epoch, batch), training);
  }

  /** The loss on the validation images was NaN or infinite after an epoch. */
  public static TrainingFailed nonFiniteValidation(int epoch, TrainingSpec training) {
    return brokenDown("on the validation images after epoch %d".formatted(epoch), training);
  }

  /** What the trained network makes of images that are scored was NaN or infinite. */
  public static TrainingFailed nonFiniteScore(int epoch, TrainingSpec training) {
    return brokenDown("on the images that are scored after epoch %d".formatted(epoch), training);
  }

  private static TrainingFailed brokenDown(String where, TrainingSpec training) {
    StringBuilder suspects =
        new StringBuilder("the learning rate ").append(training.optimizer().learningRate());
    suspect(suspects, "l2", training.l2());
    suspect(suspects, "l1", training.l1());
    suspect(suspects, "l2Biases", training.l2Biases());
    suspect(suspects, "weightDecay", training.decoupledDecay());
    return new TrainingFailed(
        "the loss became infinite or not a number %s: %s is probably too large for this network; try a tenth of it"
            .formatted(where, suspects));
  }

  private static void suspect(StringBuilder suspects, String penalty, double value) {
    if (value > HARMLESS_PENALTY) {
      suspects.append(" or ").append(penalty).append(' ').append(value);
    }
  }
}
