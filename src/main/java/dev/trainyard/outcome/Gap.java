package dev.trainyard.outcome;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How far two cells are apart, and whether that is more than chance.
 *
 * @param difference the one cell's mean minus the other's; in a sweep, the other is the leading one
 * @param standardError of the difference; null where nothing tells it: a loss without replicates
 * @param margin at 95%
 * @param toldApart whether the difference is larger than the margin
 * @param paired the same difference image by image, where that is known
 */
public record Gap(
    @Schema(description = "This cell's mean minus the leading cell's") double difference,
    @Schema(
            description =
                "Of the difference: from seeds (replicates paired by their seeds) and, for accuracies, from images (paired image by image where paired is there, else binomial), in quadrature")
        @Nullable Double standardError,
    @Schema(
            description =
                "At 95%, for other seeds and other images of this kind; not corrected for the number of cells")
        @Nullable Double margin,
    @Schema(description = "Whether the difference is larger than the margin") boolean toldApart,
    @Schema(
            description =
                "What the predictions for each image say, which both cells were shown; null for a loss, with a holdout, and where predictions are missing")
        @Nullable PairedGap paired) {

  /** The same difference, judged by what is known image by image where that is known. */
  Gap with(@Nullable PairedGap known) {
    if (known == null) {
      return this;
    }
    double margin = known.otherImages().margin();
    return new Gap(difference, known.standardError(), margin, Math.abs(difference) > margin, known);
  }
}
