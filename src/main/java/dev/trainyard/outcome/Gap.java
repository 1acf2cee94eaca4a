package dev.trainyard.outcome;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How far a cell is behind the leading one, and whether that is more than chance.
 *
 * @param difference this cell's mean minus the leading cell's
 * @param standardError of the difference; null where nothing tells it: a loss without replicates
 * @param margin at 95 %
 * @param toldApart whether the difference is larger than the margin
 */
public record Gap(
    @Schema(description = "This cell's mean minus the leading cell's") double difference,
    @Schema(
            description =
                "Of the difference: that between replicates (paired by their seeds) and, for accuracies, the binomial one over the validation images, as the root of their squares")
        @Nullable Double standardError,
    @Schema(
            description =
                "At 95 %: Student's t for the replicates' part, 1.96 for the binomial; not corrected for the number of cells")
        @Nullable Double margin,
    @Schema(description = "Whether the difference is larger than the margin") boolean toldApart) {}
