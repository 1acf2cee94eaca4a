package dev.trainyard.experiment.forecast;

import dev.trainyard.experiment.ExperimentSpec;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a request would come to.
 *
 * @param cells points of the sweep's grid, or those that a search draws
 * @param trials cells times replicates; with a halving, replicates of those alone that reach its
 *     last rung
 * @param parameters trainable parameters of the network; of the largest one in a sweep
 * @param estimatedSeconds from the start of the first trial to the end of the last one, when this
 *     process is the only one at work; null when nothing could be measured
 * @param basis what the estimate rests on
 */
public record DryRun(
    ExperimentSpec spec,
    int cells,
    int trials,
    long parameters,
    @Schema(
            description =
                "From the start of the first trial to the end of the last one, when nothing else is at work; null when nothing could be measured")
        @Nullable Double estimatedSeconds,
    @Schema(
            example =
                "measured in earlier trials with the same network, batch size, optimizer and augmentation, and as many beside them")
        String basis) {}
