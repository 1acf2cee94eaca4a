package dev.trainyard.experiment;

import dev.trainyard.outcome.Status;
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
   * @param bestValidationAccuracy of all its trials and epochs; null before the first epoch
   */
  public record Item(
      long id,
      String name,
      Status status,
      int priority,
      long trials,
      Progress progress,
      @Nullable Double bestValidationAccuracy,
      Instant createdAt,
      @Nullable Instant startedAt,
      @Nullable Instant finishedAt) {}
}
