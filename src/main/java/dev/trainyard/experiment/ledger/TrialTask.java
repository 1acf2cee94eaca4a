package dev.trainyard.experiment.ledger;

/**
 * A trial in the queue. A trial that is submitted again gets a new task, so that the old one, which
 * may still be winding down, cannot be mistaken for it.
 *
 * @param trial the trial's number in its experiment
 * @param submission see {@link Trial#submission()}
 */
public record TrialTask(long experimentId, int trial, int submission) {

  static TrialTask of(Trial trial) {
    return new TrialTask(trial.experimentId(), trial.number(), trial.submission());
  }

  /** Reads what {@link #toString} has written. */
  public static TrialTask parse(String id) {
    String[] parts = id.split("/", -1);
    return new TrialTask(
        Long.parseLong(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
  }

  @Override
  public String toString() {
    return "%d/%d/%d".formatted(experimentId, trial, submission);
  }
}
