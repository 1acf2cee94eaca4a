package dev.trainyard.outcome;

import java.util.Collection;

/** Where a trial or an experiment stands. */
public enum Status {
  QUEUED,
  RUNNING,
  COMPLETED,
  FAILED,
  CANCELLED;

  /** Whether a trial may go from here to {@code next}. */
  public boolean mayBecome(Status next) {
    return switch (this) {
      case QUEUED -> next == RUNNING || next == FAILED || next == CANCELLED;
      // Back to the queue when its process stops or dies.
      case RUNNING -> next != RUNNING;
      // Resumed.
      case COMPLETED, FAILED, CANCELLED -> next == QUEUED;
    };
  }

  /** Whether nothing happens any more unless somebody asks for it. */
  public boolean isFinal() {
    return this == COMPLETED || this == FAILED || this == CANCELLED;
  }

  /**
   * Where an experiment stands whose trials stand there: it runs from the start of its first trial
   * to the end of its last one; then the worst of its trials decides.
   *
   * @param trials at least one; or experiments, when it is asked where all of them together stand
   */
  public static Status of(Collection<Status> trials) {
    if (trials.stream().allMatch(status -> status == QUEUED)) {
      return QUEUED;
    }
    if (!trials.stream().allMatch(Status::isFinal)) {
      return RUNNING;
    }
    if (trials.contains(FAILED)) {
      return FAILED;
    }
    return trials.contains(CANCELLED) ? CANCELLED : COMPLETED;
  }
}
