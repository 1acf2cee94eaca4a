package dev.trainyard.engine.fused.arithmetic;

import dev.trainyard.network.Activation;

/** Activations in place, each as one loop over adjacent floats that the JIT compiler vectorises. */
public final class Activations {
  private static final float LEAKY_SLOPE = (float) Activation.LEAKY_SLOPE;

  private Activations() {}

  /** x ← activation(x + bias) for [from, to). A softmax is left to the loss. */
  public static void apply(Activation activation, float[] x, int from, int to, float bias) {
    switch (activation) {
      case LINEAR, SOFTMAX -> shift(x, from, to, bias);
      case RELU -> relu(x, from, to, bias);
      case LEAKY_RELU -> leakyRelu(x, from, to, bias);
      case ELU -> elu(x, from, to, bias);
      case GELU -> gelu(x, from, to, bias);
      case TANH -> tanh(x, from, to, bias);
      case SIGMOID -> sigmoid(x, from, to, bias);
    }
  }

  /**
   * gradients ← gradients · activation'(x), with the derivative told from the output y. That of
   * {@link Activation#GELU} cannot be, see {@link #geluBack}.
   */
  public static void back(Activation activation, float[] y, float[] gradients, int from, int to) {
    switch (activation) {
      case LINEAR, SOFTMAX -> {}
      case RELU -> reluBack(y, gradients, from, to);
      case LEAKY_RELU -> leakyReluBack(y, gradients, from, to);
      case ELU -> eluBack(y, gradients, from, to);
      case GELU -> throw new IllegalArgumentException("two inputs of gelu have the same output");
      case TANH -> tanhBack(y, gradients, from, to);
      case SIGMOID -> sigmoidBack(y, gradients, from, to);
    }
  }

  private static void shift(float[] x, int from, int to, float bias) {
    for (int i = from; i < to; i++) {
      x[i] += bias;
    }
  }

  private static void relu(float[] x, int from, int to, float bias) {
    for (int i = from; i < to; i++) {
      x[i] = Math.max(0f, x[i] + bias);
    }
  }

  private static void leakyRelu(float[] x, int from, int to, float bias) {
    for (int i = from; i < to; i++) {
      float shifted = x[i] + bias;
      x[i] = Math.max(shifted, LEAKY_SLOPE * shifted);
    }
  }

  private static void elu(float[] x, int from, int to, float bias) {
    for (int i = from; i < to; i++) {
      float shifted = x[i] + bias;
      x[i] = Math.max(0f, shifted) + (float) (exp(Math.min(0f, shifted)) - 1);
    }
  }

  private static void gelu(float[] x, int from, int to, float bias) {
    for (int i = from; i < to; i++) {
      float shifted = x[i] + bias;
      x[i] = (float) (shifted / (1 + exp(-Activation.GELU_FACTOR * shifted)));
    }
  }

  /**
   * eˣ as plain arithmetic, which is vectorised: a polynomial at x / 256, squared eight times. Errs
   * by less than a float is rounded where |x| is at most 20; stands still beyond 80.
   */
  private static double exp(double x) {
    double r = Math.max(-80, Math.min(80, x)) / 256;
    double y =
        1 + r * (1 + r * (1.0 / 2 + r * (1.0 / 6 + r * (1.0 / 24 + r * (1.0 / 120 + r / 720)))));
    double y2 = y * y;
    double y4 = y2 * y2;
    double y8 = y4 * y4;
    double y16 = y8 * y8;
    double y32 = y16 * y16;
    double y64 = y32 * y32;
    double y128 = y64 * y64;
    return y128 * y128;
  }

  /** Near 0 it errs by some 1e-14, which is much only beside values that are as small. */
  private static void tanh(float[] x, int from, int to, float bias) {
    for (int i = from; i < to; i++) {
      x[i] = (float) (1 - 2 / (1 + exp(2.0 * (x[i] + bias))));
    }
  }

  private static void sigmoid(float[] x, int from, int to, float bias) {
    for (int i = from; i < to; i++) {
      x[i] = (float) (1 / (1 + exp(-(x[i] + bias))));
    }
  }

  /** signum instead of a branch: it is vectorised, and a ReLU is never below 0. */
  private static void reluBack(float[] y, float[] gradients, int from, int to) {
    for (int i = from; i < to; i++) {
      gradients[i] *= Math.signum(y[i]);
    }
  }

  /** 1, or below 0 the slope. */
  private static void leakyReluBack(float[] y, float[] gradients, int from, int to) {
    for (int i = from; i < to; i++) {
      gradients[i] *= 1 - (1 - LEAKY_SLOPE) * Math.max(0f, -Math.signum(y[i]));
    }
  }

  /** 1, or below 0 eˣ = y + 1. */
  private static void eluBack(float[] y, float[] gradients, int from, int to) {
    for (int i = from; i < to; i++) {
      gradients[i] *= 1 + Math.min(0f, y[i]);
    }
  }

  /** gradients ← gradients · gelu'(x). */
  public static void geluBack(float[] x, float[] gradients, int from, int to) {
    for (int i = from; i < to; i++) {
      double scaled = Activation.GELU_FACTOR * x[i];
      double sigmoid = 1 / (1 + exp(-scaled));
      gradients[i] *= (float) (sigmoid * (1 + scaled * (1 - sigmoid)));
    }
  }

  private static void tanhBack(float[] y, float[] gradients, int from, int to) {
    for (int i = from; i < to; i++) {
      gradients[i] *= 1 - y[i] * y[i];
    }
  }

  private static void sigmoidBack(float[] y, float[] gradients, int from, int to) {
    for (int i = from; i < to; i++) {
      gradients[i] *= y[i] * (1 - y[i]);
    }
  }
}
