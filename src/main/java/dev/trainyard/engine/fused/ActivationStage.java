package dev.trainyard.engine.fused;

import dev.trainyard.engine.fused.arithmetic.Activations;
import dev.trainyard.network.Activation;

/** An activation on its own. */
final class ActivationStage implements Stage {
  /** Floats that are copied and changed while they are in the first cache. */
  private static final int BLOCK = 2048;

  private final Signal input;
  private final Signal output;
  private final Activation activation;

  ActivationStage(Signal input, Activation activation) {
    this.input = input;
    this.output = input.like();
    this.activation = activation;
  }

  @Override
  public Signal output() {
    return output;
  }

  @Override
  public void forward(int chunk, BatchContext pass) {
    int end = input.start(chunk + 1);
    for (int from = input.start(chunk); from < end; from += BLOCK) {
      int to = Math.min(end, from + BLOCK);
      System.arraycopy(input.values, from, output.values, from, to - from);
      Activations.apply(activation, output.values, from, to, 0);
    }
  }

  @Override
  public void backward(int chunk, int shard, BatchContext pass) {
    if (!input.learns()) {
      return;
    }
    int end = input.start(chunk + 1);
    for (int from = input.start(chunk); from < end; from += BLOCK) {
      int to = Math.min(end, from + BLOCK);
      if (activation == Activation.GELU) {
        Activations.geluBack(input.values, output.gradients, from, to);
      } else {
        Activations.back(activation, output.values, output.gradients, from, to);
      }
      System.arraycopy(output.gradients, from, input.gradients, from, to - from);
    }
  }
}
