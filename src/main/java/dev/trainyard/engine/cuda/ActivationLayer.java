package dev.trainyard.engine.cuda;

import dev.trainyard.network.Activation;

/** An activation on its own. */
final class ActivationLayer implements CardLayer {
  private final Workspace workspace;
  private final Values input;
  private final Values output;
  private final Activation activation;

  ActivationLayer(Plumbing plumbing, Values input, Values output, Activation activation) {
    this.workspace = plumbing.workspace();
    this.input = input;
    this.output = output;
    this.activation = activation;
  }

  @Override
  public Values output() {
    return output;
  }

  @Override
  public void forward(int examples, boolean training) {
    workspace.each(
        "activate", examples * input.size(), Codes.of(activation), input.values(), output.values());
  }

  @Override
  public void backward(int examples) {
    if (input.learns()) {
      workspace.each(
          "activateBack",
          examples * input.size(),
          Codes.of(activation),
          input.values(),
          output.values(),
          output.gradients(),
          input.gradients());
    }
  }
}
