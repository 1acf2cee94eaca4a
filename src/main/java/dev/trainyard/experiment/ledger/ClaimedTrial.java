package dev.trainyard.experiment.ledger;

import dev.trainyard.experiment.Deaths;
import dev.trainyard.experiment.TrialSpec;
import dev.trainyard.training.EpochMetrics;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A trial that this process is to train.
 *
 * @param number the trial's number in its experiment
 * @param attempt the attempt that may record epochs; void as soon as the trial has another one
 * @param epochsCompleted before this attempt
 * @param epochsTotal after which this attempt is to end; the training may be laid out for more
 * @param engine that trained the epochs so far, or those of the trial that this one repeats; null
 *     where there are none
 * @param isolation why it is to be trained in a process of its own; null if it is not
 * @param deaths of processes that have come no further with it
 */
public record ClaimedTrial(
    long experimentId,
    int number,
    long trialId,
    int attempt,
    int epochsCompleted,
    int epochsTotal,
    @Nullable String engine,
    @Nullable String isolation,
    Deaths deaths,
    TrialSpec spec) {

  /**
   * Whether nothing is left to train.
   *
   * @param finished all epochs so far, in order
   */
  public boolean endsAfter(List<EpochMetrics> finished) {
    return finished.size() >= epochsTotal || spec.training().endsAfter(finished);
  }

  /** As it is called in the log. */
  public String name() {
    return "trial %d of experiment %d".formatted(number, experimentId);
  }
}
