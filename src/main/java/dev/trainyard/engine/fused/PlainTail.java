package dev.trainyard.engine.fused;

import dev.trainyard.engine.fused.arithmetic.Activations;
import dev.trainyard.engine.fused.arithmetic.Floats;
import dev.trainyard.engine.fused.arithmetic.Matrix;
import dev.trainyard.engine.fused.arithmetic.Sgemm;
import dev.trainyard.network.Activation;

/** A convolution's rows are the output's; biases and activation work in place. */
final class PlainTail implements ConvTail {
  private final Signal output;
  private final Activation activation;

  /** Floats in one row of one channel. */
  private final int run;

  private final Matrix[][] values;
  private final Matrix[][] gradients;
  private final Matrix ones;

  PlainTail(Signal output, Activation activation) {
    this.output = output;
    this.activation = activation;
    this.run = output.width * output.lanes;
    this.values = new Matrix[output.chunks][output.height];
    this.gradients = new Matrix[output.chunks][output.height];
    for (int chunk = 0; chunk < output.chunks; chunk++) {
      for (int y = 0; y < output.height; y++) {
        int row = row(chunk, y);
        values[chunk][y] = Matrix.of(output.values, row, run);
        gradients[chunk][y] = Matrix.of(output.gradients, row, run);
      }
    }
    this.ones = Matrix.ones(run);
  }

  @Override
  public Signal output() {
    return output;
  }

  @Override
  public int rows() {
    return output.height;
  }

  @Override
  public int columns() {
    return output.width;
  }

  @Override
  public Matrix values(int chunk, int shard, int y) {
    return values[chunk][y];
  }

  @Override
  public void clear(int chunk, int shard, int y, int[] cells, int count) {
    Floats.clear(output.values, row(chunk, y), run, output.channels, cells, count);
  }

  @Override
  public void forward(int chunk, int shard, int y, float[] bias) {
    int from = row(chunk, y);
    for (int channel = 0; channel < output.channels; channel++, from += run) {
      Activations.apply(activation, output.values, from, from + run, bias[channel]);
    }
  }

  @Override
  public void backward(int chunk, int shard, int y, float beta, Matrix biasGradient) {
    Activations.back(activation, output.values, output.gradients, row(chunk, y), row(chunk, y + 1));
    Matrix row = gradients[chunk][y];
    Sgemm.multiply(false, false, output.channels, 1, run, 1, row, ones, beta, biasGradient);
  }

  @Override
  public Matrix gradients(int chunk, int shard, int y) {
    return gradients[chunk][y];
  }

  private int row(int chunk, int y) {
    return output.start(chunk) + y * output.channels * run;
  }
}
