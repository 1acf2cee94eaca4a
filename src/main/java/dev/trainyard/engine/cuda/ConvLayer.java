package dev.trainyard.engine.cuda;

import dev.trainyard.network.Activation;

/**
 * Convolution as matrix products: what the kernel sees at each place is laid out as a row, and the
 * kernel is [kernel row][kernel column][channel][filter]. Where the rows of a mini-batch would take
 * more than {@link #MOST_UNFOLDED}, it is done in slices of examples.
 */
final class ConvLayer implements CardLayer {
  /** Floats that are laid out at once. */
  private static final long MOST_UNFOLDED = 32 << 20;

  private final Plumbing plumbing;
  private final Workspace workspace;
  private final Values input;
  private final Values output;
  private final Tensor kernel;
  private final BiasedOutput end;
  private final long window;
  private final int positions;
  private final int cells;
  private final int filters;

  /** Examples that are laid out at once. */
  private final int slice;

  ConvLayer(
      Plumbing plumbing,
      Values input,
      Values output,
      Window window,
      Activation activation,
      Tensor kernel,
      Tensor biases) {
    this.plumbing = plumbing;
    this.workspace = plumbing.workspace();
    this.input = input;
    this.output = output;
    this.kernel = kernel;
    this.window = window.copy(workspace);
    this.positions = window.positions();
    this.cells = window.cells();
    this.filters = window.out().channels();
    this.end = new BiasedOutput(plumbing, output, filters, positions, activation, biases);
    int unfolded = Math.multiplyExact(positions, cells);
    this.slice = Math.clamp(MOST_UNFOLDED / unfolded, 1, plumbing.capacity());
    plumbing.unfolded().need((long) Float.BYTES * slice * unfolded);
    if (input.learns()) {
      plumbing.unfoldedGradients().need((long) Float.BYTES * slice * unfolded);
    }
  }

  @Override
  public Values output() {
    return output;
  }

  @Override
  public void forward(int examples, boolean training) {
    for (int first = 0; first < examples; first += slice) {
      int count = Math.min(slice, examples - first);
      unfold(first, count);
      workspace.stream()
          .multiply(
              false,
              false,
              count * positions,
              filters,
              cells,
              1,
              plumbing.unfolded().address(),
              cells,
              kernel.values(),
              filters,
              0,
              outputs(output.values(), first),
              filters);
    }
    end.finish(examples * positions);
  }

  @Override
  public void backward(int examples) {
    end.back(examples * positions);
    for (int first = 0; first < examples; first += slice) {
      int count = Math.min(slice, examples - first);
      unfold(first, count);
      workspace.stream()
          .multiply(
              true,
              false,
              cells,
              filters,
              count * positions,
              1,
              plumbing.unfolded().address(),
              cells,
              outputs(output.gradients(), first),
              filters,
              first == 0 ? 0 : 1,
              kernel.gradients(),
              filters);
      if (input.learns()) {
        giveBack(first, count);
      }
    }
  }

  private void giveBack(int first, int count) {
    long gradients = plumbing.unfoldedGradients().address();
    workspace.stream()
        .multiply(
            false,
            true,
            count * positions,
            cells,
            filters,
            1,
            outputs(output.gradients(), first),
            filters,
            kernel.values(),
            filters,
            0,
            gradients,
            cells);
    workspace.each(
        "fold", count * input.size(), window, gradients, inputs(input.gradients(), first));
  }

  private void unfold(int first, int count) {
    workspace.each(
        "unfold",
        count * positions * cells,
        window,
        inputs(input.values(), first),
        plumbing.unfolded().address());
  }

  private long inputs(long address, int first) {
    return Workspace.at(address, (long) first * input.size());
  }

  private long outputs(long address, int first) {
    return Workspace.at(address, (long) first * output.size());
  }
}
