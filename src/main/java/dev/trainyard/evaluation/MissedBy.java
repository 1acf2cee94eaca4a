package dev.trainyard.evaluation;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How many of an experiment's networks have to miss an image. */
enum MissedBy {
  /** At least one. */
  @JsonProperty("some")
  SOME,
  /** Every one. */
  @JsonProperty("all")
  ALL;

  boolean holds(int missed, int trials) {
    return this == ALL ? missed == trials : missed > 0;
  }
}
