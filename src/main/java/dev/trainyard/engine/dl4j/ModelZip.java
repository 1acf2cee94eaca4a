package dev.trainyard.engine.dl4j;

import dev.trainyard.engine.TrainedModel;
import java.io.IOException;
import java.io.OutputStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;

/** The file in which DL4J keeps a network: configuration, parameters and updater state. */
final class ModelZip {

  private ModelZip() {}

  /**
   * Writes a model.
   *
   * @param out left open
   * @throws IOException if {@code out} cannot be written
   */
  static void write(TrainedModel model, OutputStream out) throws IOException {
    MultiLayerNetwork network = Dl4jNetwork.portable(model);
    try {
      network.setEpochCount(model.state().epoch());
      network.setIterationCount(model.steps());
      ModelSerializer.writeModel(network, out, true);
    } finally {
      Dl4jNetwork.free(network);
    }
  }
}
