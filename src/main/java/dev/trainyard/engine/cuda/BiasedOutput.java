package dev.trainyard.engine.cuda;

import dev.trainyard.network.Activation;

/** What a layer does behind its matrix product, and before it on the way back. */
final class BiasedOutput {
  private final Workspace workspace;
  private final Values output;
  private final int columns;
  private final Activation activation;
  private final Tensor biases;
  private final RowSums sums;

  /** What a {@link Activation#GELU} is applied to, whose output does not tell it; else 0. */
  private final long inputs;

  /**
   * @param columns of the product: one for each bias
   * @param rows of the product for one example
   */
  BiasedOutput(
      Plumbing plumbing,
      Values output,
      int columns,
      int rows,
      Activation activation,
      Tensor biases) {
    this.workspace = plumbing.workspace();
    this.output = output;
    this.columns = columns;
    this.activation = activation;
    this.biases = biases;
    this.sums = plumbing.sums(plumbing.learning() * rows, columns);
    this.inputs = activation == Activation.GELU ? plumbing.floats(output.size()) : 0;
  }

  /** Makes products the layer's output: adds the biases, and applies the activation. */
  void finish(int rows) {
    workspace.each(
        "shiftAndActivate",
        rows * columns,
        columns,
        biases.values(),
        Codes.of(activation),
        output.values(),
        inputs);
  }

  /** Takes the output's gradients to those of the products, and adds up those of the biases. */
  void back(int rows) {
    int slices = RowSums.slices(rows);
    workspace.inColumns(
        "slopeAndSum",
        columns,
        slices,
        rows,
        columns,
        RowSums.perSlice(rows),
        Codes.of(activation),
        inputs,
        output.values(),
        output.gradients(),
        slices == 1 ? biases.gradients() : sums.slices());
    if (slices > 1) {
      workspace.each("addSlices", columns, slices, sums.slices(), biases.gradients());
    }
  }
}
