package dev.trainyard.engine.fused.update;

import dev.trainyard.training.TrainingSpec;

/** Adam; AdamW too, whose weight decay is a pass of its own. */
final class AdamRule extends UpdateRule {
  private final double beta1;
  private final double beta2;
  private final float epsilon;
  private float alpha;

  AdamRule(TrainingSpec training, int batches, double beta1, double beta2, double epsilon) {
    super(training, batches);
    this.beta1 = beta1;
    this.beta2 = beta2;
    this.epsilon = (float) epsilon;
  }

  @Override
  public void begin(long step) {
    super.begin(step);
    double steps = step;
    alpha = (float) (rate() * Math.sqrt(1 - Math.pow(beta2, steps)) / (1 - Math.pow(beta1, steps)));
  }

  @Override
  void step(Weights weights, int from, int to, float decay) {
    step(weights, from, to, decay, (float) beta1, (float) beta2, epsilon, alpha);
  }

  private static void step(
      Weights weights,
      int from,
      int to,
      float decay,
      float beta1,
      float beta2,
      float epsilon,
      float alpha) {
    float[] w = weights.values;
    float[] g = weights.gradient;
    float[] m = weights.state[0];
    float[] v = weights.state[1];
    for (int i = from; i < to; i++) {
      float gradient = g[i] + decay * w[i];
      m[i] = beta1 * m[i] + (1 - beta1) * gradient;
      v[i] = beta2 * v[i] + (1 - beta2) * gradient * gradient;
      w[i] -= alpha * m[i] / ((float) Math.sqrt(v[i]) + epsilon);
    }
  }
}
