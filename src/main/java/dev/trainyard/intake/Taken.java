package dev.trainyard.intake;

import dev.trainyard.dataset.DataFile;
import dev.trainyard.dataset.DatasetFacts;
import java.nio.file.Path;
import java.util.List;

/**
 * What became of an upload that was taken in.
 *
 * @param directory where its files are, under their own names
 * @param ignored what was left out of the upload, for people
 */
public record Taken(DatasetFacts facts, Path directory, List<String> ignored) {

  /** Where a file of the dataset is. */
  public Path path(DataFile file) {
    return directory.resolve(file.name());
  }
}
