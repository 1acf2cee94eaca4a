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
   * plain DL4J, momentum becomes Nesterov's, the only one DL4J has: the velocities are the same,
   * the next steps are not.
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
}
