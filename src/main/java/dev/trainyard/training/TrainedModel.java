package dev.trainyard.training;

import dev.trainyard.dataset.LabelledImages;
import dev.trainyard.network.Network;
import dev.trainyard.training.dl4j.ModelZip;
import dev.trainyard.training.dl4j.Predictor;
import java.io.IOException;
import java.io.OutputStream;

/**
 * A network and what a training made of it, whichever engine trained.
 *
 * @param state parameters and updater state
 * @param steps mini-batches trained so far; Adam counts them
 */
public record TrainedModel(Network network, TrainingSpec training, Checkpoint state, int steps) {

  /**
   * Writes the zip of DL4J's {@code ModelSerializer}, which plain DL4J opens ({@code
   * restoreMultiLayerNetwork}) and trains on.
   *
   * <p>DL4J wants images as [batch, channels, height, width] with pixels from 0 to 1. Trained on by
   * plain DL4J, at the {@link #learningRate} that was reached, momentum becomes Nesterov's, the
   * only one DL4J has, and RMSprop and Adagrad take ε out of the root: the state is the same, the
   * next steps are not.
   *
   * @param out left open
   * @throws IOException if {@code out} cannot be written
   */
  public void writeTo(OutputStream out) throws IOException {
    ModelZip.write(this, out);
  }

  /**
   * What the network takes the images for.
   *
   * @return [count][classes], each row from 0 to 1 and 1 in total
   */
  public float[][] probabilities(LabelledImages images) {
    return Predictor.probabilities(this, images);
  }

  /** The learning rate of the last mini-batch, or of the first one before it. */
  public double learningRate() {
    int batches = state.epoch() == 0 ? 1 : Math.max(1, steps / state.epoch());
    return LearningRate.of(training, batches).at(Math.max(1, steps));
  }
}
