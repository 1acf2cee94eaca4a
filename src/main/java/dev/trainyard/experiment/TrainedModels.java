package dev.trainyard.experiment;

import dev.trainyard.engine.TrainedModel;
import dev.trainyard.refusal.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The networks as their trials have made them. */
public interface TrainedModels {

  /**
   * The trials of an experiment that have become what they were to become, by number: the completed
   * ones, but for those that a halving has stopped while others go on.
   *
   * @throws UnknownExperiment if there is none with this id
   * @throws Refusal CONFLICT if there is none yet
   */
  List<CompletedTrial> completed(long experimentId);

  /**
   * What {@link #find} would read.
   *
   * @param epoch after which; null for the one that the training is for
   * @throws UnknownExperiment if there is none with this id
   * @throws UnknownTrial if it has no such trial
   * @throws Refusal UNKNOWN if the trial has not finished an epoch
   */
  ModelFacts facts(long experimentId, int number, @Nullable ModelEpoch epoch);

  /**
   * The network of a trial.
   *
   * @param epoch after which; null for the one that the training is for: the best with {@code
   *     restoreBest}, else the last
   * @throws UnknownExperiment if there is none with this id
   * @throws UnknownTrial if it has no such trial
   * @throws Refusal UNKNOWN if the trial has not finished an epoch, or that epoch was not kept;
   *     UNAVAILABLE if what is kept is damaged
   */
  TrainedModel find(long experimentId, int number, @Nullable ModelEpoch epoch);
}
