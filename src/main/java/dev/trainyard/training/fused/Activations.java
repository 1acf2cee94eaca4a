package dev.trainyard.training.fused;

import dev.trainyard.network.Activation;

/** Activations in place, each as one loop over adjacent floats that the JIT compiler vectorises. */
final class Activations {

  private Activations() {}

  /** x ← activation(x + bias) for [from, to). A softmax is left to {@link CrossEntropy}. */
  static void apply(Activation activation, float[] x, int from, int to, float bias) {
    switch (activation) {
      case LINEAR, SOFTMAX -> shift(x, from, to, bias);
      case RELU -> relu(x, from, to, bias);
      case TANH -> tanh(x, from, to, bias);
      case SIGMOID -> sigmoid(x, from, to, bias);
    }
  }

  /** gradients ← gradients · activation'(x), with the derivative told from the output y. */
  static void back(Activation activation, float[] y, float[] gradients, int from, int to) {
    switch (activation) {
      case LINEAR, SOFTMAX -> {}
      case RELU -> reluBack(y, gradients, from, to);
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

  private static void tanh(float[] x, int from, int to, float bias) {
    for (int i = from; i < to; i++) {
      x[i] = (float) Math.tanh(x[i] + bias);
    }
  }

  private static void sigmoid(float[] x, int from, int to, float bias) {
    for (int i = from; i < to; i++) {
      x[i] = (float) (1 / (1 + Math.exp(-(x[i] + bias))));
    }
  }

  /** signum instead of a branch: it is vectorised, and a ReLU is never below 0. */
  private static void reluBack(float[] y, float[] gradients, int from, int to) {
    for (int i = from; i < to; i++) {
      gradients[i] *= Math.signum(y[i]);
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
