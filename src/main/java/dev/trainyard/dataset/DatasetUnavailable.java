package dev.trainyard.dataset;

import dev.trainyard.refusal.Refusal;
import java.io.IOException;
import java.util.List;

/** A dataset that cannot be used now; the message names each source with its reason. */
public class DatasetUnavailable extends Refusal {
  private static final long serialVersionUID = 1L;

  private DatasetUnavailable(String message) {
    super(Kind.UNAVAILABLE, message);
  }

  private DatasetUnavailable(String message, Throwable cause) {
    super(Kind.UNAVAILABLE, message);
    initCause(cause);
  }

  /** For another thread that waited for the same load. */
  DatasetUnavailable(DatasetUnavailable cause) {
    this(String.valueOf(cause.getMessage()), cause);
  }

  /**
   * A dataset that another process could not use.
   *
   * @param reason as that process has said it
   */
  public static DatasetUnavailable elsewhere(String reason) {
    return new DatasetUnavailable(reason);
  }

  static DatasetUnavailable nowhere(DatasetFacts dataset, List<String> reasons) {
    return new DatasetUnavailable(
        "the dataset %s could not be fetched: %s"
            .formatted(
                dataset.name(),
                reasons.isEmpty() ? "no source is known" : String.join("; ", reasons)));
  }

  static DatasetUnavailable unreadable(DatasetFacts dataset, IOException failure) {
    return new DatasetUnavailable(
        "the dataset %s could not be read or kept: %s".formatted(dataset.name(), failure), failure);
  }
}
