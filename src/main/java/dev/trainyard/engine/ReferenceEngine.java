package dev.trainyard.engine;

import dev.trainyard.dataset.LabelledImages;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** The engine that the others are held against: it has the word on what a trained network says. */
public interface ReferenceEngine extends TrainingEngine {

  /**
   * Writes the zip of DL4J's {@code ModelSerializer}, which plain DL4J opens ({@code
   * restoreMultiLayerNetwork}) and trains on.
   *
   * <p>DL4J wants images as [batch, channels, height, width] with pixels from 0 to 1. Trained on by
   * plain DL4J, at the {@link TrainedModel#learningRate} that was reached, momentum becomes
   * Nesterov's, the only one DL4J has, and RMSprop and Adagrad take ε out of the root: the state is
   * the same, the next steps are not.
   *
   * @param out left open
   * @throws IOException if {@code out} cannot be written
   */
  void write(TrainedModel model, OutputStream out) throws IOException;

  /**
   * What each layer of a model makes of one image, as it does when it predicts.
   *
   * @param image its place among the images, from 0
   * @return one for each layer but flatten, which moves no value, from input to output; the last
   *     one's are the probabilities of the classes
   */
  List<LayerOutput> activations(TrainedModel model, LabelledImages images, int image);
}
