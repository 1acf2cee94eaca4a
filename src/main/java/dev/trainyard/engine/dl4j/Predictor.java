package dev.trainyard.engine.dl4j;

import dev.trainyard.dataset.LabelledImages;
import dev.trainyard.engine.LayerOutput;
import dev.trainyard.engine.TrainedModel;
import dev.trainyard.network.Layer.Flatten;
import dev.trainyard.network.Network.PlacedLayer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
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

  /**
   * What each layer makes of one image.
   *
   * <p>One layer at a time, and copied before the next one: DL4J's activation layers may write over
   * what they are given.
   *
   * @return one for each layer but flatten, which is none of DL4J's
   */
  static List<LayerOutput> activations(TrainedModel model, LabelledImages images, int image) {
    List<PlacedLayer> layers =
        model.network().layers().stream()
            .filter(placed -> !(placed.layer() instanceof Flatten))
            .toList();
    List<LayerOutput> outputs = new ArrayList<>();
    Nd4jRuntime.enter();
    MultiLayerNetwork network = Dl4jNetwork.portable(model);
    try (MiniBatch batch = new MiniBatch()) {
      INDArray values = batch.of(images, new int[] {image}, 0, 1).getFeatures();
      for (int i = 0; i < layers.size(); i++) {
        values = step(network, i, values);
        outputs.add(new LayerOutput(layers.get(i), flat(values)));
      }
    } finally {
      Dl4jNetwork.free(network);
    }
    return outputs;
  }

  /** What one layer makes of what the one before it has made of one image. */
  private static INDArray step(MultiLayerNetwork network, int layer, INDArray values) {
    LayerWorkspaceMgr memory = LayerWorkspaceMgr.noWorkspaces();
    InputPreProcessor flattening = network.getLayerWiseConfigurations().getInputPreProcess(layer);
    INDArray input = flattening == null ? values : flattening.preProcess(values, 1, memory);
    return network.getLayer(layer).activate(input, false, memory);
  }

  private static float[] flat(INDArray values) {
    try (INDArray ordered = values.dup('c')) {
      return ordered.reshape(values.length()).toFloatVector();
    }
  }
}
