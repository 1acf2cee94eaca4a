package dev.trainyard.engine.cuda;

import dev.trainyard.network.Activation;

/** The numbers by which the kernels know an activation. */
final class Codes {

  private Codes() {}

  /** That of an activation; a softmax is left to the loss. */
  static int of(Activation activation) {
    return switch (activation) {
      case LINEAR, SOFTMAX -> 0;
      case RELU -> 1;
      case LEAKY_RELU -> 2;
      case ELU -> 3;
      case GELU -> 4;
      case TANH -> 5;
      case SIGMOID -> 6;
    };
  }
}
