package dev.trainyard.engine;

import dev.trainyard.training.EpochMetrics;

/** Watches a training; called from the thread that trains. */
public interface TrainingListener {

  /**
   * An epoch is finished. The checkpoint belongs to the listener: the engine keeps no hold of it.
   */
  void epochCompleted(EpochMetrics metrics, Checkpoint checkpoint);

  /** Mini-batches of the running epoch that are done; called after each. */
  default void progress(int epoch, int batchesDone, int batchesTotal) {}

  /**
   * Asked before each mini-batch: true ends the training there, and the epoch in flight is dropped.
   */
  default boolean stopRequested() {
    return false;
  }
}
