package dev.trainyard.engine.cuda;

import dev.trainyard.engine.Randomness;
import dev.trainyard.engine.TrainingPlan;
import java.lang.foreign.MemorySegment;

/**
 * Where a training stands, on the card, so that the same graph of kernels serves every mini-batch:
 * which one is under way, the order of the images, and the randomness of the epoch's dropout.
 */
final class Progress {
  private final Workspace workspace;
  private final long seed;
  private final long place;
  private final long order;
  private final long dropoutKeys;
  private final int layers;

  Progress(Workspace workspace, TrainingPlan plan) {
    this.workspace = workspace;
    this.seed = plan.training().seed();
    this.layers = plan.network().layers().size();
    this.place = workspace.bytes(4L * Integer.BYTES);
    this.order = workspace.bytes((long) Integer.BYTES * plan.trainImages().count());
    this.dropoutKeys = workspace.bytes((long) Long.BYTES * layers);
  }

  /**
   * The number in the epoch of the mini-batch that is under way, and of its first image, then those
   * of the next: four integers.
   */
  long place() {
    return place;
  }

  /** The images of the epoch in their order. */
  long order() {
    return order;
  }

  /** The randomness of each layer in the epoch. */
  long dropoutKeys() {
    return dropoutKeys;
  }

  /**
   * Begins an epoch.
   *
   * @param epoch from 1
   */
  void beginEpoch(int epoch, int[] images) {
    workspace.stream().upload(order, MemorySegment.ofArray(images));
    Randomness dropout = Randomness.of(seed, Randomness.Purpose.DROPOUT, epoch);
    long[] keys = new long[layers];
    for (int layer = 0; layer < layers; layer++) {
      keys[layer] = dropout.part(layer).key();
    }
    workspace.stream().upload(dropoutKeys, MemorySegment.ofArray(keys));
  }

  /** Says which mini-batch comes next; each that is computed goes on to the one after it. */
  void goTo(int batch, int firstImage) {
    workspace.stream().fill(Workspace.at(place, 2), batch, 1);
    workspace.stream().fill(Workspace.at(place, 3), firstImage, 1);
  }
}
