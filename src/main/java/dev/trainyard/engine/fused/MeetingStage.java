package dev.trainyard.engine.fused;

/**
 * A stage that has to see a whole mini-batch before it goes on with any of its chunks: on the way
 * forward all inputs, on the way back all gradients. Only training asks for it.
 */
interface MeetingStage extends Stage {

  /** Looks at the input's values of a chunk; called by any thread, before any forward. */
  void look(int chunk, BatchContext pass);

  /** Puts together what was seen of the chunks, in their order; called once. */
  void meet(BatchContext pass);

  /** Looks at the output's gradients of a chunk; called by any thread, before any backward. */
  void lookBack(int chunk, BatchContext pass);

  /** Puts together what was seen of the gradients, in the order of the chunks; called once. */
  void meetBack(BatchContext pass);
}
