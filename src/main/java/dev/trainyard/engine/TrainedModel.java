package dev.trainyard.engine;

import dev.trainyard.network.Network;
import dev.trainyard.training.LearningRate;
import dev.trainyard.training.TrainingSpec;
import org.jspecify.annotations.Nullable;

/**
 * A network and what a training made of it, whichever engine trained.
 *
 * @param state parameters and updater state
 * @param steps mini-batches trained so far; Adam counts them
 * @param engine that has trained it, by its name; null where that is not known
 */
public record TrainedModel(
    Network network, TrainingSpec training, Checkpoint state, int steps, @Nullable String engine) {

  /** The learning rate of the last mini-batch, or of the first one before it. */
  public double learningRate() {
    int batches = state.epoch() == 0 ? 1 : Math.max(1, steps / state.epoch());
    return LearningRate.of(training, batches).at(Math.max(1, steps));
  }
}
