package dev.trainyard.engine.fused.update;

import dev.trainyard.engine.StateLayout;

/**
 * A kernel or the biases of a layer with all that updating them needs, in the stage's own order.
 *
 * <p>{@code dl4j[i]} is the place in DL4J's flat array of the parameter {@code i}.
 */
public final class Weights {
  /** The parameters. */
  public final float[] values;

  /** d loss / d parameter, of the mini-batch's mean loss. */
  public final float[] gradient;

  /** [state][parameter] of the optimizer. */
  public final float[][] state;

  /** d penalty / d w = decay · w + l1 · sign(w): decay is twice the l2. */
  public float decay;

  /** See {@link #decay}. */
  public float l1;

  /** Whether decoupled weight decay leaves these alone. */
  public boolean exempt;

  private final int[] dl4j;

  /**
   * @param states values that the optimizer keeps for each parameter
   */
  public Weights(int[] dl4j, int states, float decay) {
    this.dl4j = dl4j;
    this.values = new float[dl4j.length];
    this.gradient = new float[dl4j.length];
    this.state = new float[states][dl4j.length];
    this.decay = decay;
  }

  /** How many parameters there are. */
  public int size() {
    return values.length;
  }

  /** The place in DL4J's flat array of the first of these. */
  public int place() {
    return dl4j.length == 0 ? -1 : dl4j[0];
  }

  /** Adds the penalty's gradient to that of [from, to). */
  public void penalise(int from, int to) {
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
  public void load(float[] parameters) {
    for (int i = 0; i < dl4j.length; i++) {
      values[i] = parameters[dl4j[i]];
    }
  }

  /** Takes the state from DL4J's flat array. */
  public void loadState(float[] updaterState, StateLayout layout) {
    for (int s = 0; s < state.length; s++) {
      int shift = shift(layout, s);
      for (int i = 0; i < dl4j.length; i++) {
        state[s][i] = updaterState[shift + dl4j[i]];
      }
    }
  }

  /** Puts the parameters into DL4J's flat array. */
  public void save(float[] parameters) {
    for (int i = 0; i < dl4j.length; i++) {
      parameters[dl4j[i]] = values[i];
    }
  }

  /** Puts the state into DL4J's flat array. */
  public void saveState(float[] updaterState, StateLayout layout) {
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
