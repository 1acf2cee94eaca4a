package dev.trainyard.engine.fused;

import dev.trainyard.engine.Randomness;

/** What the stages have to know of the mini-batch that is under way. */
final class BatchContext {
  private final long seed;
  private Randomness dropout;

  /** Whether this mini-batch trains; when predicting, dropout does nothing. */
  boolean training;

  /** Examples in the mini-batch. */
  int examples;

  /** Finished mini-batches of the epoch. */
  int batch;

  /** Chunks of {@link #lanes} examples in the mini-batch; the last one may be smaller. */
  int chunks;

  /** Examples in a chunk. */
  private final int lanes;

  /** Adjacent chunks that go one after the other and share their gradients. */
  final int chunksPerShard;

  /** Shards of the mini-batch. */
  int shards;

  BatchContext(long seed, int lanes, int chunksPerShard) {
    this.lanes = lanes;
    this.chunksPerShard = chunksPerShard;
    this.seed = seed;
    this.dropout = Randomness.of(seed, Randomness.Purpose.DROPOUT, 1);
  }

  /** Begins a mini-batch. */
  void begin(boolean trains, int index, int count) {
    training = trains;
    batch = index;
    examples = count;
    chunks = Math.ceilDiv(count, lanes);
    shards = Math.ceilDiv(chunks, chunksPerShard);
  }

  /** The epoch from 1. */
  void beginEpoch(int epoch) {
    dropout = Randomness.of(seed, Randomness.Purpose.DROPOUT, epoch);
  }

  /** The random numbers of a dropout layer for this epoch, with a part for each mini-batch. */
  Randomness dropout(int layer) {
    return dropout.part(layer);
  }
}
