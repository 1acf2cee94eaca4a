package dev.trainyard.engine.cuda;

import dev.trainyard.network.Activation;

/** Every unit connected to every input: output = activation(input W + b), W as [input][unit]. */
final class DenseLayer implements CardLayer {
  private final Workspace workspace;
  private final Values input;
  private final Values output;
  private final Tensor kernel;
  private final BiasedOutput end;

  DenseLayer(
      Plumbing plumbing,
      Values input,
      Values output,
      Activation activation,
      Tensor kernel,
      Tensor biases) {
    this.workspace = plumbing.workspace();
    this.input = input;
    this.output = output;
    this.kernel = kernel;
    this.end = new BiasedOutput(plumbing, output, output.size(), 1, activation, biases);
  }

  @Override
  public Values output() {
    return output;
  }

  @Override
  public void forward(int examples, boolean training) {
    int inputs = input.size();
    int units = output.size();
    workspace.stream()
        .multiply(
            false,
            false,
            examples,
            units,
            inputs,
            1,
            input.values(),
            inputs,
            kernel.values(),
            units,
            0,
            output.values(),
            units);
    end.finish(examples);
  }

  @Override
  public void backward(int examples) {
    int inputs = input.size();
    int units = output.size();
    end.back(examples);
    workspace.stream()
        .multiply(
            true,
            false,
            inputs,
            units,
            examples,
            1,
            input.values(),
            inputs,
            output.gradients(),
            units,
            0,
            kernel.gradients(),
            units);
    if (input.learns()) {
      workspace.stream()
          .multiply(
              false,
              true,
              examples,
              inputs,
              units,
              1,
              output.gradients(),
              units,
              kernel.values(),
              units,
              0,
              input.gradients(),
              inputs);
    }
  }
}
