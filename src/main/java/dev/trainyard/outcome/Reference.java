package dev.trainyard.outcome;

import dev.trainyard.refusal.LineOfText;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * A published figure that pictures of the results show as a line.
 *
 * @param value an accuracy, 0 to 1
 */
public record Reference(
    @NotNull @LineOfText @Size(max = 100) @Schema(example = "Hinton") String label,
    @NotNull @DecimalMin("0") @DecimalMax("1") @Schema(example = "0.9847") Double value) {}
