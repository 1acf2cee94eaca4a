package dev.trainyard.training.dl4j;

import dev.trainyard.training.TrainedModel;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** DL4J's network between flat arrays: made from them, read back into them. */
final class Dl4jNetwork {

  private Dl4jNetwork() {}

  /**
   * A network with these parameters.
   *
   * @param parameters in DL4J's flat order; copied
   * @param updaterState in DL4J's flat order; empty to begin with zeros
   */
  static MultiLayerNetwork of(
      MultiLayerConfiguration configuration, float[] parameters, float[] updaterState) {
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    network.init(Nd4j.create(parameters, new long[] {1, parameters.length}, 'c'), false);
    if (updaterState.length > 0) {
      network.getUpdater().setStateViewArray(network, Nd4j.createFromArray(updaterState), false);
    }
    return network;
  }

  /** The network of a model without a class of ours. */
  static MultiLayerNetwork portable(TrainedModel model) {
    Nd4jRuntime.load();
    return of(
        Dl4jConfiguration.portable(model.network(), model.training(), model.learningRate()),
        model.state().parameters(),
        model.state().updaterState());
  }

  static float[] parameters(MultiLayerNetwork network) {
    return network.params().toFloatVector();
  }

  /** The updater's state; empty for an updater without state. */
  static float[] updaterState(MultiLayerNetwork network) {
    INDArray state = network.getUpdater().getStateViewArray();
    return state == null ? new float[0] : state.toFloatVector();
  }
}
