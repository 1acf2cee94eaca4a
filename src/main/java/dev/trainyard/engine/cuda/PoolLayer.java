package dev.trainyard.engine.cuda;

/** Keeps the largest value of every window, or its mean, channel by channel. */
final class PoolLayer implements CardLayer {
  private final Workspace workspace;
  private final Values input;
  private final Values output;
  private final long window;

  /** In which cell of its window each largest value stands; 0 for means. */
  private final long where;

  private PoolLayer(
      Plumbing plumbing, Values input, Values output, Window window, boolean largest) {
    this.workspace = plumbing.workspace();
    this.input = input;
    this.output = output;
    this.window = window.copy(workspace);
    this.where =
        largest ? workspace.bytes((long) Integer.BYTES * plumbing.capacity() * output.size()) : 0;
  }

  static PoolLayer ofLargest(Plumbing plumbing, Values input, Values output, Window window) {
    return new PoolLayer(plumbing, input, output, window, true);
  }

  static PoolLayer ofMeans(Plumbing plumbing, Values input, Values output, Window window) {
    return new PoolLayer(plumbing, input, output, window, false);
  }

  @Override
  public Values output() {
    return output;
  }

  @Override
  public void forward(int examples, boolean training) {
    int count = examples * output.size();
    if (where != 0) {
      workspace.each("maxPool", count, window, input.values(), output.values(), where);
    } else {
      workspace.each("avgPool", count, window, input.values(), output.values());
    }
  }

  @Override
  public void backward(int examples) {
    if (!input.learns()) {
      return;
    }
    int count = examples * input.size();
    if (where != 0) {
      workspace.each("maxPoolBack", count, window, where, output.gradients(), input.gradients());
    } else {
      workspace.each("avgPoolBack", count, window, output.gradients(), input.gradients());
    }
  }
}
