package dev.trainyard.training.fused;

import dev.trainyard.network.Activation;

/** An activation on its own. */
final class ActivationStage implements Stage {
  private final Signal input;
  private final Signal output;
  private final Activation activation;

  ActivationStage(Signal input, Activation activation, int chunks) {
    this.input = input;
    this.output = input.like(chunks);
    this.activation = activation;
  }

  @Override
  public Signal output() {
    return output;
  }

  @Override
  public void forward(int chunk, Pass pass) {
    int from = input.start(chunk);
    int length = Signal.LANES * input.size;
    System.arraycopy(input.values, from, output.values, from, length);
    Activations.apply(activation, output.values, from, from + length, 0);
  }

  @Override
  public void backward(int chunk, int shard, Pass pass) {
    if (!input.learns()) {
      return;
    }
    int from = input.start(chunk);
    int length = Signal.LANES * input.size;
    if (activation == Activation.GELU) {
      Activations.geluBack(input.values, output.gradients, from, from + length);
    } else {
      Activations.back(activation, output.values, output.gradients, from, from + length);
    }
    System.arraycopy(output.gradients, from, input.gradients, from, length);
  }
}
