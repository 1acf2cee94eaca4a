package dev.trainyard.engine.dl4j;

import dev.trainyard.engine.TrainedModel;
import org.deeplearning4j.nn.api.Updater;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.memory.MemoryWorkspaceManager;
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

  /** Copies other parameters to where the network has its own. */
  static void setParameters(MultiLayerNetwork network, float[] parameters) {
    try (INDArray others = Nd4j.create(parameters, network.params().shape(), 'c')) {
      network.params().assign(others);
    }
  }

  /** The updater's state; empty for an updater without state. */
  static float[] updaterState(MultiLayerNetwork network) {
    INDArray state = network.getUpdater().getStateViewArray();
    return state == null ? new float[0] : state.toFloatVector();
  }

  /**
   * Frees the native memory of a network and of what this thread computed with it, now instead of
   * some time after the next garbage collection. DL4J's own {@code close} collects all garbage as
   * well, twice, which halts every other trial meanwhile.
   */
  static void free(MultiLayerNetwork network) {
    free(network.params());
    free(network.getFlattenedGradients());
    Updater updater = network.getUpdater(false);
    free(updater == null ? null : updater.getStateViewArray());
    MemoryWorkspaceManager workspaces = Nd4j.getWorkspaceManager();
    workspaces.getAllWorkspacesForCurrentThread().forEach(workspaces::destroyWorkspace);
  }

  private static void free(@Nullable INDArray array) {
    if (array != null && array.closeable()) {
      array.close();
    }
  }
}
