package dev.trainyard.engine.cuda;

/**
 * One layer of a network on the card. Its methods put work into the stream and wait for nothing.
 */
interface CardLayer {

  /** What the layer makes of its input. */
  Values output();

  /**
   * Computes the output.
   *
   * @param examples of the mini-batch
   * @param training whether it is trained on; else it is predicted
   */
  void forward(int examples, boolean training);

  /**
   * Takes the gradients of the output, which it may change, to those of the parameters and, where
   * the input learns, of the input.
   */
  void backward(int examples);
}
