package dev.trainyard.engine;

/** A training that cannot go on, with a reason that its user understands. */
public class TrainingFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public TrainingFailed(String reason) {
    super(reason);
  }

  public TrainingFailed(String reason, Throwable cause) {
    super(reason, cause);
  }

  /** The loss of a mini-batch was NaN or infinite. */
  public static TrainingFailed nonFiniteLoss(int epoch, int batch, double learningRate) {
    return new TrainingFailed(
        "the loss became infinite or not a number in epoch %d, mini-batch %d: the learning rate %s is probably too large for this network; try a tenth of it"
            .formatted(epoch, batch, learningRate));
  }

  /** The heap or the memory outside of it is used up. */
  public static TrainingFailed outOfMemory(long parameters, int batchSize, Throwable cause) {
    return new TrainingFailed(
        "out of memory with %,d parameters and mini-batches of %,d images: try a smaller batchSize or a smaller network, or give the service more memory (-Xmx)"
            .formatted(parameters, batchSize),
        cause);
  }
}
