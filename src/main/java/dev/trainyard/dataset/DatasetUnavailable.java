package dev.trainyard.dataset;

import java.io.IOException;
import java.util.List;

/** A dataset that cannot be used now; the message names each source with its reason. */
public class DatasetUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private DatasetUnavailable(String message) {
    super(message);
  }

  private DatasetUnavailable(String message, Throwable cause) {
    super(message, cause);
  }

  /** For another thread that waited for the same load. */
  DatasetUnavailable(DatasetUnavailable cause) {
    super(cause.getMessage(), cause);
  }

  static DatasetUnavailable nowhere(DatasetFacts dataset, List<String> reasons) {
    return new DatasetUnavailable(
        "the dataset %s could not be fetched: %s"
            .formatted(dataset.name(), String.join("; ", reasons)));
  }

  static DatasetUnavailable unreadable(DatasetFacts dataset, IOException failure) {
    return new DatasetUnavailable(
        "the dataset %s could not be read or kept: %s".formatted(dataset.name(), failure), failure);
  }
}
