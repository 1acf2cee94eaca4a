package dev.trainyard.engine;

import dev.trainyard.dataset.LabelledImages;
import dev.trainyard.network.Network;
import dev.trainyard.training.TrainingSpec;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Turns a plan into epochs.
 *
 * <p>Engines share the initial parameters, the order of the images and the dropout masks, which are
 * pure functions of the seed ({@link Randomness}), so that they can be held against each other.
 * Engines keep no state between calls and may be called from several threads at once.
 */
public interface TrainingEngine {

  /** The engine's name in JSON: {@code cuda}, {@code fused} or {@code dl4j}. */
  String name();

  /**
   * What computes here, where the engine can be used. The first call may take seconds, because
   * native libraries are loaded; made at start-up, in the background, it spares the first trial the
   * wait.
   */
  EngineProvenance provenance();

  /**
   * Why this engine can train nothing on this machine, and what would help; empty when it can.
   * Asked often: found out once.
   */
  default Optional<String> unusable() {
    return Optional.empty();
  }

  /**
   * Why this engine cannot train the network in this way, where it can be used at all; empty when
   * it can.
   */
  Optional<String> unsupported(Network network, TrainingSpec training);

  /**
   * Trains from a checkpoint, or from the beginning, until the plan's last epoch.
   *
   * @param from the checkpoint to go on from; null to begin
   * @return true when all epochs are done, false when the listener asked to stop
   * @throws TrainingFailed when the loss is no longer finite or memory runs out
   */
  boolean train(TrainingPlan plan, @Nullable Checkpoint from, TrainingListener listener);

  /**
   * Scores a model on images that it need not know.
   *
   * @param threads how many threads the engine may use, at least 1
   */
  Evaluation evaluate(TrainedModel model, LabelledImages images, IntSupplier threads);

  /**
   * What a model takes images for that it need not know.
   *
   * @param threads how many threads the engine may use, at least 1
   * @return [count][classes], each row from 0 to 1 and 1 in total
   */
  float[][] probabilities(TrainedModel model, LabelledImages images, IntSupplier threads);

  /**
   * A model made ready to predict a few images at a time, many times, on the processor; empty where
   * the engine is not made for that.
   */
  default Optional<Predictor> predictor(TrainedModel model) {
    return Optional.empty();
  }
}
