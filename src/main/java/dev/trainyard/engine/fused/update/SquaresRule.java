package dev.trainyard.engine.fused.update;

import dev.trainyard.training.TrainingSpec;

/** RMSprop and Adagrad, which divide by the root of a mean or a sum of squared gradients. */
final class SquaresRule extends UpdateRule {
  private final float kept;
  private final float taken;
  private final float epsilon;

  /**
   * @param kept the share of the former squares
   * @param taken the share of the new square
   */
  SquaresRule(TrainingSpec training, int batches, double kept, double taken, double epsilon) {
    super(training, batches);
    this.kept = (float) kept;
    this.taken = (float) taken;
    this.epsilon = (float) epsilon;
  }

  @Override
  void step(Weights weights, int from, int to, float decay) {
    float[] w = weights.values;
    float[] g = weights.gradient;
    float[] v = weights.state[0];
    float rate = (float) rate();
    for (int i = from; i < to; i++) {
      float gradient = g[i] + decay * w[i];
      v[i] = kept * v[i] + taken * gradient * gradient;
      w[i] -= rate * gradient / (float) Math.sqrt(v[i] + epsilon);
    }
  }
}
