package dev.trainyard.experiment;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Which of a trial's epochs a model is of. */
public enum ModelEpoch {
  /** The epoch with the highest validation accuracy, or the best by early stopping's metric. */
  @JsonProperty("best")
  BEST,
  /** The last epoch that has ended. */
  @JsonProperty("last")
  LAST
}
