package dev.trainyard.outcome;

import dev.trainyard.training.Validation;
import io.swagger.v3.oas.annotations.media.Schema;

/**
 * The images that every choice between epochs and cells was made on.
 *
 * @param source {@code test}: the dataset's test split; {@code holdout}: a part of the training
 *     split
 */
public record ValidationImages(
    @Schema(example = "test") Validation.Source source, @Schema(example = "10000") int images) {}
