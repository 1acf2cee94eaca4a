package dev.trainyard.engine;

/**
 * Loss and hits over some examples.
 *
 * @param lossSum cross-entropies in nats, summed; not finite where the training has broken down
 * @param hits examples whose class was predicted
 */
public record Score(double lossSum, int hits) {
  public static final Score NONE = new Score(0, 0);

  /** That of both. */
  public Score plus(Score other) {
    return new Score(lossSum + other.lossSum, hits + other.hits);
  }
}
