package dev.trainyard.training;

import dev.trainyard.network.Network;
import dev.trainyard.training.Randomness.Purpose;

/** The parameters before the first step: the same for every engine. */
public final class InitialParameters {

  private InitialParameters() {}

  /**
   * Glorot-uniform kernels (Glorot and Bengio 2010: uniform within ±√(6 / (fanIn + fanOut))) and
   * zero biases, the defaults of Keras.
   *
   * @return in DL4J's flat order, see {@link ParameterLayout}
   */
  public static float[] of(Network network, long seed) {
    float[] parameters = new float[Math.toIntExact(network.parameters())];
    Randomness randomness = Randomness.of(seed, Purpose.PARAMETERS, 0);
    for (ParameterLayout.Block block : ParameterLayout.of(network)) {
      Randomness numbers = randomness.part(block.layer().index());
      double limit = Math.sqrt(6.0 / (block.fanIn() + (double) block.fanOut()));
      for (int i = 0; i < block.kernelSize(); i++) {
        parameters[block.kernel() + i] = (float) ((2.0 * numbers.uniform(i) - 1.0) * limit);
      }
    }
    return parameters;
  }
}
