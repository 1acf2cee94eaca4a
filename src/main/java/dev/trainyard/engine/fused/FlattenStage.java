package dev.trainyard.engine.fused;

/** Turns the lanes of a chunk into one row for each example, in DL4J's order. */
final class FlattenStage implements Stage {
  private final Signal input;
  private final Signal output;
  private final int[] places;

  FlattenStage(Signal input) {
    this.input = input;
    this.output = input.images(Signal.Format.ROWS, input.height, input.width, input.channels);
    this.places = input.places();
  }

  @Override
  public Signal output() {
    return output;
  }

  @Override
  public void forward(int chunk, BatchContext pass) {
    int start = input.start(chunk);
    for (int i = 0; i < places.length; i++) {
      int from = start + places[i];
      for (int lane = 0; lane < input.lanes; lane++) {
        output.values[start + lane * places.length + i] = input.values[from + lane];
      }
    }
  }

  /**
   * Lanes behind the last example get no gradient: what stands in their rows is of another batch.
   */
  @Override
  public void backward(int chunk, int shard, BatchContext pass) {
    int start = input.start(chunk);
    int lanes = input.filled(chunk, pass.examples);
    for (int i = 0; i < places.length; i++) {
      int to = start + places[i];
      for (int lane = 0; lane < lanes; lane++) {
        input.gradients[to + lane] = output.gradients[start + lane * places.length + i];
      }
      for (int lane = lanes; lane < input.lanes; lane++) {
        input.gradients[to + lane] = 0;
      }
    }
  }
}
