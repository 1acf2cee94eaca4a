package dev.trainyard.study;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a study would come to.
 *
 * @param trials of all its experiments
 */
record StudyDryRun(
    String template,
    int experiments,
    int trials,
    @Schema(
            description =
                "From the start of the first trial to the end of the last one, when nothing else is at work; null when nothing could be measured")
        @Nullable Double estimatedSeconds,
    @Schema(
            description = "What the estimate rests on",
            example =
                "measured in earlier trials with the same network, batch size, optimizer and augmentation, and as many beside them")
        String basis) {}
