package dev.trainyard.engine.fused.update;

import dev.trainyard.training.TrainingSpec;

/** The heavy ball and Nesterov's momentum. */
final class MomentumRule extends UpdateRule {
  private final float momentum;
  private final boolean nesterov;

  MomentumRule(TrainingSpec training, int batches, double momentum, boolean nesterov) {
    super(training, batches);
    this.momentum = (float) momentum;
    this.nesterov = nesterov;
  }

  @Override
  void step(Weights weights, int from, int to, float decay) {
    if (nesterov) {
      ahead(weights, from, to, decay, (float) rate(), momentum);
    } else {
      roll(weights, from, to, decay, (float) rate(), momentum);
    }
  }

  private static void roll(
      Weights weights, int from, int to, float decay, float rate, float momentum) {
    float[] w = weights.values;
    float[] g = weights.gradient;
    float[] v = weights.state[0];
    for (int i = from; i < to; i++) {
      v[i] = momentum * v[i] - rate * (g[i] + decay * w[i]);
      w[i] += v[i];
    }
  }

  private static void ahead(
      Weights weights, int from, int to, float decay, float rate, float momentum) {
    float[] w = weights.values;
    float[] g = weights.gradient;
    float[] v = weights.state[0];
    for (int i = from; i < to; i++) {
      float change = rate * (g[i] + decay * w[i]);
      v[i] = momentum * v[i] - change;
      w[i] += momentum * v[i] - change;
    }
  }
}
