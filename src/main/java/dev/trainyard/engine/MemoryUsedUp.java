package dev.trainyard.engine;

import org.jspecify.annotations.Nullable;

/**
 * A training got no memory. Where it shares the heap with others, any of them may be the one that
 * took it.
 */
public final class MemoryUsedUp extends TrainingFailed {
  private static final long serialVersionUID = 1L;

  private final boolean ofCard;

  private MemoryUsedUp(String reason, @Nullable Throwable cause, boolean ofCard) {
    super(reason, cause);
    this.ofCard = ofCard;
  }

  /** The heap of this process is used up, by whatever is in it. */
  public static MemoryUsedUp inHeap(OutOfMemoryError cause) {
    return new MemoryUsedUp(
        "it ran out of memory: %,d MB of heap were not enough; a smaller batch or network, fewer slots, or a larger -Xmx would help"
            .formatted(Runtime.getRuntime().maxMemory() >> 20),
        cause,
        false);
  }

  /** The heap or the memory outside of it is used up while a network is trained. */
  public static MemoryUsedUp inTraining(TrainingPlan plan, Throwable cause) {
    return new MemoryUsedUp(
        "out of memory with %,d parameters and mini-batches of %,d images: try a smaller batchSize or a smaller network, or give the service more memory (-Xmx)"
            .formatted(plan.network().parameters(), plan.training().batchSize()),
        cause,
        false);
  }

  /** The memory of a graphics card is used up while a network is trained on it. */
  public static MemoryUsedUp onCard(TrainingPlan plan, Throwable cause) {
    return new MemoryUsedUp(
        "out of memory on the card with %,d parameters and mini-batches of %,d images: try a smaller batchSize, a smaller network, fewer slots, or the engine fused"
            .formatted(plan.network().parameters(), plan.training().batchSize()),
        cause,
        true);
  }

  /** The same of a training in another process, which has said so. */
  public static MemoryUsedUp onCard(String reason) {
    return new MemoryUsedUp(reason, null, true);
  }

  /** Whether it is that of a card, which trials share that are in processes of their own, too. */
  public boolean isOfCard() {
    return ofCard;
  }
}
