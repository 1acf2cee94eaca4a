package dev.trainyard.training;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Which engine trains. */
public enum EngineChoice {
  /** {@code fused} where it supports every part of the plan, else {@code dl4j}. */
  @JsonProperty("auto")
  AUTO,
  @JsonProperty("fused")
  FUSED,
  @JsonProperty("dl4j")
  DL4J
}
