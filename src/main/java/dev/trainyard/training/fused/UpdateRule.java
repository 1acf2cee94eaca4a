package dev.trainyard.training.fused;

import dev.trainyard.training.Optimizer;

/** An optimizer's arithmetic; the formulas stand with {@link Optimizer}. */
abstract sealed class UpdateRule {

  static UpdateRule of(Optimizer optimizer) {
    return switch (optimizer) {
      case Optimizer.Sgd(double rate) -> new Sgd(rate);
      case Optimizer.Momentum(double rate, double momentum) -> new Momentum(rate, momentum);
      case Optimizer.Adam adam -> new Adam(adam);
    };
  }

  /** Values that are kept for each parameter. */
  abstract int states();

  /**
   * Begins a step.
   *
   * @param step mini-batches since the beginning of the training, from 1
   */
  void begin(long step) {}

  /** Updates the parameters [from, to) by their gradient, to which the penalty's is added. */
  abstract void apply(Weights weights, int from, int to);

  /** Plain SGD, whose whole update can be the beta and alpha of one matrix product. */
  static final class Sgd extends UpdateRule {
    final float rate;

    Sgd(double rate) {
      this.rate = (float) rate;
    }

    @Override
    int states() {
      return 0;
    }

    @Override
    void apply(Weights weights, int from, int to) {
      step(weights.values, weights.gradient, from, to, rate, 1 - rate * weights.decay);
    }

    private static void step(float[] w, float[] g, int from, int to, float rate, float shrinkage) {
      for (int i = from; i < to; i++) {
        w[i] = shrinkage * w[i] - rate * g[i];
      }
    }
  }

  private static final class Momentum extends UpdateRule {
    private final float rate;
    private final float momentum;

    Momentum(double rate, double momentum) {
      this.rate = (float) rate;
      this.momentum = (float) momentum;
    }

    @Override
    int states() {
      return 1;
    }

    @Override
    void apply(Weights weights, int from, int to) {
      float[] w = weights.values;
      float[] g = weights.gradient;
      float[] v = weights.state[0];
      float decay = weights.decay;
      for (int i = from; i < to; i++) {
        v[i] = momentum * v[i] - rate * (g[i] + decay * w[i]);
        w[i] += v[i];
      }
    }
  }

  private static final class Adam extends UpdateRule {
    private final Optimizer.Adam adam;
    private float alpha;

    Adam(Optimizer.Adam adam) {
      this.adam = adam;
    }

    @Override
    int states() {
      return 2;
    }

    @Override
    void begin(long step) {
      alpha =
          (float)
              (adam.learningRate()
                  * Math.sqrt(1 - Math.pow(adam.beta2(), (double) step))
                  / (1 - Math.pow(adam.beta1(), (double) step)));
    }

    @Override
    void apply(Weights weights, int from, int to) {
      float beta1 = (float) adam.beta1();
      float beta2 = (float) adam.beta2();
      step(weights, from, to, beta1, beta2, (float) adam.epsilon(), alpha);
    }

    private static void step(
        Weights weights, int from, int to, float beta1, float beta2, float epsilon, float alpha) {
      float[] w = weights.values;
      float[] g = weights.gradient;
      float[] m = weights.state[0];
      float[] v = weights.state[1];
      float decay = weights.decay;
      for (int i = from; i < to; i++) {
        float gradient = g[i] + decay * w[i];
        m[i] = beta1 * m[i] + (1 - beta1) * gradient;
        v[i] = beta2 * v[i] + (1 - beta2) * gradient * gradient;
        w[i] -= alpha * m[i] / ((float) Math.sqrt(v[i]) + epsilon);
      }
    }
  }
}
