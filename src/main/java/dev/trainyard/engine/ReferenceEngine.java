package dev.trainyard.engine;

import java.io.IOException;
import java.io.OutputStream;

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
}
