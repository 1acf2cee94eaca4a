package dev.trainyard.experiment;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/**
 * How the cells of an experiment are drawn that sweeps ranges. A search with more samples and
 * otherwise the same draws the same first ones.
 *
 * @param samples how many different cells
 * @param seed of what is drawn, not of any training
 * @param halving how cells that fall behind are stopped; null if all are trained to their end
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Search(
    @Schema(description = "The default is sobol") @NotNull Type type,
    @Schema(example = "16") @Min(1) @Max(100_000) int samples,
    @Schema(description = "Of the samples, not of the trainings; the default is 1") long seed,
    @Schema(description = "Stops cells that fall behind; without it all are trained to their end")
        @Valid
        @Nullable Halving halving) {

  /** Where the samples lie. */
  public enum Type {
    /** Independently of each other (Bergstra &amp; Bengio 2012). */
    @JsonProperty("random")
    RANDOM,
    /** As evenly as can be, best if they are a power of 2 (Sobol' 1967). */
    @JsonProperty("sobol")
    SOBOL
  }

  /** Fills in the defaults: a Sobol sequence with the seed 1. */
  @JsonCreator
  static Search of(
      @Nullable Type type, int samples, @Nullable Long seed, @Nullable Halving halving) {
    return new Search(type == null ? Type.SOBOL : type, samples, seed == null ? 1 : seed, halving);
  }
}
