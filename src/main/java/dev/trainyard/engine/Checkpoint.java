package dev.trainyard.engine;

import dev.trainyard.network.Network;
import dev.trainyard.training.Optimizer;
import java.util.Arrays;

/**
 * The state of a training between two epochs; with the plan it is all that is needed to go on.
 *
 * @param epoch finished epochs
 * @param parameters the model, in DL4J's flat order ({@code MultiLayerNetwork.params()}); with
 *     {@link dev.trainyard.training.Averaging} the average
 * @param updaterState in DL4J's flat order ({@code Updater.getStateViewArray()}); empty for
 *     optimizers without state, and to begin with. The state of a momentum is v, of RMSprop and
 *     Adagrad the mean or sum of squares; Adam's is all of m followed by all of v; each in the
 *     order of the parameters, see {@link StateLayout}
 * @param unaveraged the parameters that training goes on from, in the same order; empty where those
 *     are the model's
 */
@SuppressWarnings("ArrayRecordComponent")
public record Checkpoint(int epoch, float[] parameters, float[] updaterState, float[] unaveraged) {

  /** The state of a training without an average. */
  public Checkpoint(int epoch, float[] parameters, float[] updaterState) {
    this(epoch, parameters, updaterState, new float[0]);
  }

  /** The updater's state, or where there is none yet what this optimizer begins with. */
  public float[] stateFor(Network network, Optimizer optimizer) {
    if (updaterState.length > 0) {
      return updaterState;
    }
    float[] state = new float[StateLayout.of(network, optimizer.states()).size()];
    Arrays.fill(state, optimizer.initialState());
    return state;
  }
}
