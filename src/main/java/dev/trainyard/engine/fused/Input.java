package dev.trainyard.engine.fused;

import dev.trainyard.dataset.LabelledImages;

/** How the images of a mini-batch come into the network. */
interface Input {

  /** What the first stage reads. */
  Signal output();

  /** Takes the training images of an epoch, which may have changed. */
  default void beginEpoch(LabelledImages images) {}

  /**
   * Loads a chunk: the images {@code order[from]} and following, as many as {@code pass} has
   * examples. Called by any thread, for different chunks at once.
   */
  void load(LabelledImages images, int[] order, int from, int chunk, BatchContext pass);
}
