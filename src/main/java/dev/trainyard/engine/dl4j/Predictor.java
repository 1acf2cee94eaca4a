package dev.trainyard.engine.dl4j;

import dev.trainyard.dataset.LabelledImages;
import dev.trainyard.engine.TrainedModel;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/** DL4J's own forward pass. */
final class Predictor {
  private static final int BATCH = 500;

  private Predictor() {}

  /**
   * What the network takes the images for.
   *
   * @return [count][classes], each row from 0 to 1 and 1 in total
   */
  static float[][] probabilities(TrainedModel model, LabelledImages images) {
    int[] order = IntStream.range(0, images.count()).toArray();
    float[][] probabilities = new float[images.count()][];
    Nd4jRuntime.enter();
    MultiLayerNetwork network = Dl4jNetwork.portable(model);
    try (MiniBatch batch = new MiniBatch()) {
      for (int from = 0; from < images.count(); from += BATCH) {
        int to = Math.min(from + BATCH, images.count());
        try (INDArray outputs = network.output(batch.of(images, order, from, to).getFeatures())) {
          System.arraycopy(outputs.toFloatMatrix(), 0, probabilities, from, to - from);
        }
      }
    } finally {
      Dl4jNetwork.free(network);
    }
    return probabilities;
  }
}
