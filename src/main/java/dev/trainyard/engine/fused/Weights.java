package dev.trainyard.engine.fused;

import dev.trainyard.engine.StateLayout;

/**
 * A kernel or the biases of a layer with all that updating them needs, in the stage's own order.
 *
 * <p>{@code dl4j[i]} is the place in DL4J's flat array of the parameter {@code i}.
 */
final class Weights {
  final float[] values;
  final float[] gradient;
  final float[][] state;

  /** d penalty / d w = decay · w + l1 · sign(w): decay is twice the l2. */
  float decay;

  float l1;

  /** Whether decoupled weight decay leaves these alone. */
  boolean exempt;

  private final int[] dl4j;

  /**
   * @param states values that the optimizer keeps for each parameter
   */
  Weights(int[] dl4j, int states, float decay) {
    this.dl4j = dl4j;
    this.values = new float[dl4j.length];
    this.gradient = new float[dl4j.length];
    this.state = new float[states][dl4j.length];
    this.decay = decay;
  }

  int size() {
    return values.length;
  }

  /** The place in DL4J's flat array of the first of these. */
  int place() {
    return dl4j.length == 0 ? -1 : dl4j[0];
  }

  /** Adds the penalty's gradient to that of [from, to). */
  void penalise(int from, int to) {
    if (decay != 0) {
      penalise(values, gradient, decay, from, to);
    }
    if (l1 != 0) {
      penaliseSigns(values, gradient, l1, from, to);
    }
  }

  private static void penalise(float[] w, float[] g, float decay, int from, int to) {
    for (int i = from; i < to; i++) {
      g[i] += decay * w[i];
    }
  }

  private static void penaliseSigns(float[] w, float[] g, float l1, int from, int to) {
    for (int i = from; i < to; i++) {
      g[i] += l1 * Math.signum(w[i]);
    }
  }

  /** Takes the parameters from DL4J's flat array. */
  void load(float[] parameters) {
    for (int i = 0; i < dl4j.length; i++) {
      values[i] = parameters[dl4j[i]];
    }
  }

  /** Takes the state from DL4J's flat array. */
  void loadState(float[] updaterState, StateLayout layout) {
    for (int s = 0; s < state.length; s++) {
      int shift = shift(layout, s);
      for (int i = 0; i < dl4j.length; i++) {
        state[s][i] = updaterState[shift + dl4j[i]];
      }
    }
  }

  /** Puts the parameters into DL4J's flat array. */
  void save(float[] parameters) {
    for (int i = 0; i < dl4j.length; i++) {
      parameters[dl4j[i]] = values[i];
    }
  }

  /** Puts the state into DL4J's flat array. */
  void saveState(float[] updaterState, StateLayout layout) {
    for (int s = 0; s < state.length; s++) {
      int shift = shift(layout, s);
      for (int i = 0; i < dl4j.length; i++) {
        updaterState[shift + dl4j[i]] = state[s][i];
      }
    }
  }

  private int shift(StateLayout layout, int number) {
    return dl4j.length == 0 ? 0 : layout.shift(number, dl4j[0]);
  }
}
