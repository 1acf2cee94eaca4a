package dev.trainyard.experiment;

import dev.trainyard.dataset.LabelledImages;
import dev.trainyard.engine.Predictions;
import dev.trainyard.refusal.Refusal;
import org.jspecify.annotations.Nullable;

/** What trained networks say of each image. */
public interface Evidence {

  /**
   * What the network of a trial says of images: as it was noted when the trial was completed, else
   * as the stored network says now.
   *
   * @param epoch after which; null for the one that the training is for: the best with {@code
   *     restoreBest}, else the last
   * @throws UnknownExperiment if there is none with this id
   * @throws UnknownTrial if it has no such trial
   * @throws Refusal UNKNOWN if the trial has not finished an epoch, or that epoch was not kept;
   *     INVALID if it has held no images out
   */
  Predictions predictions(
      long experimentId, int trial, ScoredImages images, @Nullable ModelEpoch epoch)
      throws InterruptedException;

  /**
   * The same with the images that it is about.
   *
   * @param epoch as for {@link #predictions}
   * @throws UnknownExperiment if there is none with this id
   * @throws UnknownTrial if it has no such trial
   * @throws Refusal as {@link #predictions} does
   */
  Judgement judgement(long experimentId, int trial, ScoredImages images, @Nullable ModelEpoch epoch)
      throws InterruptedException;

  /**
   * The images that {@link #predictions} are about, in the same order.
   *
   * @throws UnknownExperiment if there is none with this id
   * @throws UnknownTrial if it has no such trial
   * @throws Refusal INVALID if it has held no images out
   */
  LabelledImages images(long experimentId, int trial, ScoredImages images)
      throws InterruptedException;
}
