package dev.trainyard.experiment;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The images that a trained network is tried on. */
public enum ScoredImages {
  /** The dataset's test split. */
  @JsonProperty("test")
  TEST,
  /** The part of the training split that the trial was not trained on. */
  @JsonProperty("holdout")
  HELD_OUT
}
