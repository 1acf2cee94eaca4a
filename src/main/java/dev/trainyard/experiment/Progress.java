package dev.trainyard.experiment;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How far an experiment has come.
 *
 * @param epochsCompleted of all trials
 * @param epochsTotal of all trials
 * @param fraction 0 to 1
 */
public record Progress(
    long epochsCompleted,
    long epochsTotal,
    double fraction,
    @Schema(description = "Seconds to the end; null where nothing tells")
        @Nullable Double etaSeconds) {

  public static Progress of(long epochsCompleted, long epochsTotal, @Nullable Double etaSeconds) {
    double fraction = epochsTotal == 0 ? 1 : epochsCompleted / (double) epochsTotal;
    return new Progress(epochsCompleted, epochsTotal, fraction, etaSeconds);
  }
}
