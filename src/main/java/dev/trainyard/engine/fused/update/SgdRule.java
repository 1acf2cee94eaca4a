package dev.trainyard.engine.fused.update;

import dev.trainyard.training.TrainingSpec;

/** Plain SGD, whose whole update can be the beta and alpha of one matrix product. */
final class SgdRule extends UpdateRule {

  SgdRule(TrainingSpec training, int batches) {
    super(training, batches);
  }

  @Override
  public boolean merges(Weights weights) {
    return !clips() && weights.l1 == 0;
  }

  @Override
  void step(Weights weights, int from, int to, float decay) {
    float rate = (float) rate();
    step(weights.values, weights.gradient, from, to, rate, 1 - rate * decay);
  }

  private static void step(float[] w, float[] g, int from, int to, float rate, float shrinkage) {
    for (int i = from; i < to; i++) {
      w[i] = shrinkage * w[i] - rate * g[i];
    }
  }
}
