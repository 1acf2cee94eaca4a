package dev.trainyard.verification;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The first epoch that did not come out the same.
 *
 * @param metrics those that differ in it
 */
record FirstDifference(int epoch, List<Value> metrics) {

  /** A metric that is not bit-identical. */
  @Schema(name = "DifferentMetric")
  record Value(
      @Schema(example = "trainLoss") String metric,
      @Schema(description = "null if the record lacks the epoch") @Nullable Double recorded,
      @Schema(description = "null if the training ended before the epoch") @Nullable Double now) {

    @Override
    public String toString() {
      return "%s was %s and is %s now".formatted(metric, recorded, now);
    }
  }
}
