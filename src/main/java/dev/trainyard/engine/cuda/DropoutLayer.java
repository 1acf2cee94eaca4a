package dev.trainyard.engine.cuda;

/**
 * Inverted dropout. The mask is not kept: it is drawn again on the way back, from the randomness of
 * the layer in the mini-batch.
 */
final class DropoutLayer implements CardLayer {
  private final Workspace workspace;
  private final Values input;
  private final Values output;
  private final Progress progress;
  private final int layer;
  private final double rate;

  /**
   * @param layer its index in the network
   */
  DropoutLayer(
      Plumbing plumbing, Values input, Values output, Progress progress, int layer, double rate) {
    this.workspace = plumbing.workspace();
    this.input = input;
    this.output = output;
    this.progress = progress;
    this.layer = layer;
    this.rate = rate;
  }

  @Override
  public Values output() {
    return output;
  }

  @Override
  public void forward(int examples, boolean training) {
    if (training) {
      drop(examples, input.values(), output.values());
    } else {
      long bytes = (long) Float.BYTES * examples * input.size();
      workspace.stream().copy(output.values(), input.values(), bytes);
    }
  }

  @Override
  public void backward(int examples) {
    if (input.learns()) {
      drop(examples, output.gradients(), input.gradients());
    }
  }

  private void drop(int examples, long from, long to) {
    workspace.each(
        "dropOut",
        examples * input.size(),
        progress.dropoutKeys(),
        layer,
        progress.place(),
        rate,
        (float) (1 / (1 - rate)),
        from,
        to);
  }
}
