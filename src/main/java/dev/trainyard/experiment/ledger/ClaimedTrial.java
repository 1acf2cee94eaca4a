package dev.trainyard.experiment.ledger;

import dev.trainyard.experiment.TrialSpec;
import org.jspecify.annotations.Nullable;

/**
 * A trial that this process is to train.
 *
 * @param number the trial's number in its experiment
 * @param attempt the attempt that may record epochs; void as soon as the trial has another one
 * @param epochsCompleted before this attempt
 * @param isolation why it is to be trained in a process of its own; null if it is not
 */
public record ClaimedTrial(
    long experimentId,
    int number,
    long trialId,
    int attempt,
    int epochsCompleted,
    @Nullable String isolation,
    TrialSpec spec) {

  /** As it is called in the log. */
  public String name() {
    return "trial %d of experiment %d".formatted(number, experimentId);
  }
}
