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

  /** Where in a chunk each value of its first example lies, and how far the next example's is. */
  private final int[] places;

  private final int stride;
  private final int layer;
  private final int scale;
  private final long threshold;

  /** Of the epoch. */
  private Randomness randomness;

  DropoutStage(Signal input, int layer, double rate) {
    this.input = input;
    this.output = input.like();
    this.mask = new float[output.values.length];
    this.numbers = numbers(input);
    this.places = input.places();
    this.stride = input.place(0, 1, 0);
    this.layer = layer;
    this.scale = Float.floatToRawIntBits((float) (1 / (1 - rate)));
    this.threshold = (long) Math.ceil(Math.scalb(rate, Randomness.UNIFORM_BITS));
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

  /**
   * Compares whole numbers and masks bits, for a branch on a random number is mispredicted as often
   * as not, and costs more than the number.
   */
  private void draw(int chunk, int batch) {
    int start = input.start(chunk);
    long first = (long) input.first(chunk) * input.size;
    for (int i = 0; i < input.size; i++) {
      int place = start + places[i];
      long index = first + numbers[i];
      for (int lane = 0; lane < input.lanes; lane++) {
        long number = randomness.uniformBits(batch, index + (long) lane * input.size);
        int kept = (int) ((threshold - 1 - number) >> 63);
        mask[place + lane * stride] = Float.intBitsToFloat(kept & scale);
      }
    }
  }

  private static void multiply(float[] a, float[] b, float[] product, int from, int to) {
    for (int i = from; i < to; i++) {
      product[i] = a[i] * b[i];
    }
  }
}
