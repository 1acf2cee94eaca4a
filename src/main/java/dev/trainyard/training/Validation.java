package dev.trainyard.training;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.NotNull;

/** Which images the validation figures are taken on. */
public record Validation(@NotNull Source source) {

  /** Where the validation images come from. */
  public enum Source {
    /** The dataset's own test split. */
    @JsonProperty("test")
    TEST
  }
}
