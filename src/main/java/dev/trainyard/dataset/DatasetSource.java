package dev.trainyard.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** A place that may hold a dataset's files. */
public interface DatasetSource {

  /** What the source is, for people: it is kept beside the data and stands in error messages. */
  String description();

  /** Whether it is worth asking this source for a dataset. */
  default boolean mayHold(DatasetFacts dataset) {
    return true;
  }

  /**
   * Hands over those of {@code wanted} that this source holds.
   *
   * @throws IOException with a reason that a person understands, if the source cannot be used
   */
  void fetch(DatasetFacts dataset, List<DataFile> wanted, Receiver receiver)
      throws IOException, InterruptedException;

  /** Takes files from a source. */
  @FunctionalInterface
  interface Receiver {

    /**
     * Keeps a file if it is what it should be.
     *
     * @param unpacked the file's bytes; read to the end, not closed
     * @throws IOException if the bytes are not those of {@code file}
     */
    void receive(DataFile file, InputStream unpacked) throws IOException;
  }
}
