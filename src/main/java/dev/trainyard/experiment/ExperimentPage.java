package dev.trainyard.experiment;

import dev.trainyard.outcome.Status;
import dev.trainyard.statistics.Interval;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of the list of experiments.
 *
 * @param page from 0
 */
public record ExperimentPage(
    List<Item> items, int page, int size, long totalItems, int totalPages) {

  /**
   * One experiment in short.
   *
   * @param dataset null if this version of the service cannot read what is stored
   * @param network the name of a preset; null for a network of the user's own
   * @param bestValidationAccuracy of all its trials and epochs; null before the first epoch
   * @param bestValidationInterval what that accuracy may be on other images of the same kind, by
   *     the images that it was measured on: Wilson's interval at 95 %
   */
  public record Item(
      long id,
      String name,
      @Schema(example = "mnist") @Nullable String dataset,
      @Schema(example = "baseline") @Nullable String network,
      Status status,
      int priority,
      long trials,
      Progress progress,
      @Nullable Double bestValidationAccuracy,
      @Nullable Interval bestValidationInterval,
      Instant createdAt,
      @Nullable Instant startedAt,
      @Nullable Instant finishedAt) {}
}
