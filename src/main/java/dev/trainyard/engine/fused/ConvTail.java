package dev.trainyard.engine.fused;

import dev.trainyard.engine.fused.arithmetic.Matrix;

/** What becomes of the rows of a convolution: biases and activation, and pooling before them. */
interface ConvTail {

  /** What the next stage reads. */
  Signal output();

  /** How many rows the convolution has to compute. */
  int rows();

  /** How many columns it has to compute. */
  int columns();

  /**
   * Where the convolution writes a chunk's row {@code y}, [filter][column · lane]; where all rows
   * are written at once, with those below adjacent.
   */
  Matrix values(int chunk, int shard, int y);

  /** Sets some cells of row {@code y}, [column · lane], to 0 in all filters. */
  void clear(int chunk, int shard, int y, int[] cells, int count);

  /** Makes what it can of the output when the convolution has written row {@code y}. */
  void forward(int chunk, int shard, int y, float[] bias);

  /**
   * Makes the gradients of row {@code y}; rows are asked for in ascending order. Adds the biases'
   * gradients to {@code beta} times what {@code biasGradient} has.
   */
  void backward(int chunk, int shard, int y, float beta, Matrix biasGradient);

  /**
   * The gradients of a chunk's row {@code y}, [filter][column · lane], with those of the rows below
   * adjacent.
   */
  Matrix gradients(int chunk, int shard, int y);
}
