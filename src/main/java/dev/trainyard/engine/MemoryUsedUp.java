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

  /** The memory of a graphics card is used up, by whatever is on it. */
  public static MemoryUsedUp onCard(TrainingPlan plan, Throwable cause) {
    return new MemoryUsedUp(onCard(plan), cause, true);
  }

  /** A training needs more than a graphics card has. */
  public static MemoryUsedUp beyondCard(TrainingPlan plan, Throwable cause) {
    return new MemoryUsedUp(onCard(plan), cause, false);
  }

  private static String onCard(TrainingPlan plan) {
    return "out of memory on the card with %,d parameters and mini-batches of %,d images: try a smaller batchSize, a smaller network, fewer slots, or the engine fused"
        .formatted(plan.network().parameters(), plan.training().batchSize());
  }

  /** The memory of a graphics card is used up, as another process has said. */
  public static MemoryUsedUp onCard(String reason) {
    return new MemoryUsedUp(reason, null, true);
  }

  /**
   * Whether it is a card's, of which others may have what is missing: those in processes of their
   * own share it, too.
   */
  public boolean isOfCard() {
    return ofCard;
  }
}
