package dev.trainyard.training;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;
import java.util.Optional;

/** Which engine trains. */
public enum EngineChoice {
  /** The first of those below that can be used on the machine and supports the whole plan. */
  @JsonProperty("auto")
  AUTO,
  @JsonProperty("cuda")
  CUDA,
  @JsonProperty("fused")
  FUSED,
  @JsonProperty("dl4j")
  DL4J;

  /** The name of the engine that is asked for; empty where any will do. */
  public Optional<String> engine() {
    return this == AUTO ? Optional.empty() : Optional.of(name().toLowerCase(Locale.ROOT));
  }
}
