package dev.trainyard.experiment;

/** Where a trial or an experiment stands. */
public enum Status {
  QUEUED,
  RUNNING,
  COMPLETED,
  FAILED,
  CANCELLED
}
