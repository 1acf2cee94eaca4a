package dev.trainyard.experiment.web;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/**
 * How an experiment is to go on.
 *
 * @param epochs that every trial is to have in the end; as before when left out
 */
record ResumeRequest(@Min(1) @Max(10_000) @Schema(example = "60") @Nullable Integer epochs) {}
