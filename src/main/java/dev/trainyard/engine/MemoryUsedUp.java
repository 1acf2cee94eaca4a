package dev.trainyard.engine;

/**
 * A training got no memory. Where it shares the heap with others, any of them may be the one that
 * took it.
 */
public final class MemoryUsedUp extends TrainingFailed {
  private static final long serialVersionUID = 1L;

  private MemoryUsedUp(String reason, Throwable cause) {
    super(reason, cause);
  }

  /** The heap of this process is used up, by whatever is in it. */
  public static MemoryUsedUp inHeap(OutOfMemoryError cause) {
    return new MemoryUsedUp(
        "it ran out of memory: %,d MB of heap were not enough; a smaller batch or network, fewer slots, or a larger -Xmx would help"
            .formatted(Runtime.getRuntime().maxMemory() >> 20),
        cause);
  }

  /** The heap or the memory outside of it is used up while a network is trained. */
  public static MemoryUsedUp inTraining(TrainingPlan plan, Throwable cause) {
    return new MemoryUsedUp(
        "out of memory with %,d parameters and mini-batches of %,d images: try a smaller batchSize or a smaller network, or give the service more memory (-Xmx)"
            .formatted(plan.network().parameters(), plan.training().batchSize()),
        cause);
  }

  /** The memory of a graphics card is used up while a network is trained on it. */
  public static MemoryUsedUp onCard(TrainingPlan plan, Throwable cause) {
    return new MemoryUsedUp(
        "out of memory on the card with %,d parameters and mini-batches of %,d images: try a smaller batchSize, a smaller network, fewer slots, or the engine fused"
            .formatted(plan.network().parameters(), plan.training().batchSize()),
        cause);
  }
}
