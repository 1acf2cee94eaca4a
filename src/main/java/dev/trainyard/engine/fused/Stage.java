package dev.trainyard.engine.fused;

import dev.trainyard.engine.fused.update.Weights;
import java.util.List;

/**
 * One kind of layer: how it goes forward, how it goes back, and how its parameters are updated.
 *
 * <p>All buffers are made with the stage. Forward and backward are called for one chunk at a time,
 * by any thread, for different chunks at once; updates only when all chunks are done.
 */
interface Stage {

  /** What this stage makes of its input. */
  Signal output();

  /** Prepares for a mini-batch, before any of its chunks. */
  default void begin(BatchContext pass) {}

  /** Computes the output's values of a chunk. */
  void forward(int chunk, BatchContext pass);

  /**
   * Computes the input's gradients of a chunk from the output's, and adds what the chunk says about
   * the parameters to the part of {@code shard}. May overwrite the output's gradients.
   */
  void backward(int chunk, int shard, BatchContext pass);

  /** The parameters of this stage, with the work of updating them; empty without parameters. */
  default List<Weights> weights() {
    return List.of();
  }

  /** What is kept beside the parameters and not trained. */
  default List<Weights> statistics() {
    return List.of();
  }

  /** The updates after a mini-batch, cut into pieces that may run at the same time. */
  default List<Update> updates() {
    return List.of();
  }

  /** A piece of the work of updating parameters. */
  interface Update {
    /** Runs the piece for the mini-batch that has just gone back. */
    void run(BatchContext pass);
  }
}
