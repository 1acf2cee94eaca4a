package dev.trainyard.engine.fused;

import dev.trainyard.engine.Randomness;

/**
 * Inverted dropout. Value i of example e is kept when number e · size + i of the layer's {@link
 * Randomness} for this mini-batch is at least the rate; i counts rows, columns, channels, whatever
 * the order in memory, so that every engine drops the same values.
 */
final class DropoutStage implements Stage {
  private final Signal input;
  private final Signal output;
  private final float[] mask;
  private final int[] numbers;
  private final int layer;
  private final double rate;

  /** Of the epoch. */
  private Randomness randomness;

  DropoutStage(Signal input, int layer, double rate) {
    this.input = input;
    this.output = input.like();
    this.mask = new float[output.values.length];
    this.numbers = numbers(input);
    this.layer = layer;
    this.rate = rate;
    this.randomness = Randomness.of(0, Randomness.Purpose.DROPOUT, 0);
  }

  /** For each value in DL4J's order, channels, rows, columns, its number in ours. */
  private static int[] numbers(Signal signal) {
    int pixels = signal.height * signal.width;
    int[] numbers = new int[signal.size];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = i % pixels * signal.channels + i / pixels;
    }
    return numbers;
  }

  @Override
  public Signal output() {
    return output;
  }

  @Override
  public void begin(BatchContext pass) {
    if (pass.training && pass.batch == 0) {
      randomness = pass.dropout(layer);
    }
  }

  @Override
  public void forward(int chunk, BatchContext pass) {
    int from = input.start(chunk);
    int length = input.lanes * input.size;
    if (!pass.training) {
      System.arraycopy(input.values, from, output.values, from, length);
      return;
    }
    draw(chunk, pass.batch);
    multiply(input.values, mask, output.values, from, from + length);
  }

  @Override
  public void backward(int chunk, int shard, BatchContext pass) {
    if (input.learns()) {
      int from = input.start(chunk);
      int to = from + input.lanes * input.size;
      multiply(output.gradients, mask, input.gradients, from, to);
    }
  }

  private void draw(int chunk, int batch) {
    int size = input.size;
    float scale = (float) (1 / (1 - rate));
    for (int lane = 0; lane < input.lanes; lane++) {
      long first = (long) (input.first(chunk) + lane) * size;
      for (int i = 0; i < size; i++) {
        float number = randomness.uniform(batch, first + numbers[i]);
        mask[input.place(chunk, lane, i)] = number >= rate ? scale : 0;
      }
    }
  }

  private static void multiply(float[] a, float[] b, float[] product, int from, int to) {
    for (int i = from; i < to; i++) {
      product[i] = a[i] * b[i];
    }
  }
}
