package dev.trainyard.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * A directory with the files, or with a directory of the dataset's name that has them; unpacked or
 * with the suffix {@code .gz}.
 */
public record DirectorySource(Path directory) implements DatasetSource {

  @Override
  public String description() {
    return "directory " + directory;
  }

  @Override
  public void fetch(DatasetFacts dataset, List<DataFile> wanted, Receiver receiver)
      throws IOException {
    if (!Files.isDirectory(directory)) {
      throw new IOException("there is no such directory");
    }
    for (DataFile file : wanted) {
      Path path =
          find(dataset, file)
              .orElseThrow(() -> new IOException(file.name() + " is not there, nor with .gz"));
      try (InputStream in = Files.newInputStream(path)) {
        receiver.receive(file, path.toString().endsWith(".gz") ? new GZIPInputStream(in) : in);
      }
    }
  }

  private Optional<Path> find(DatasetFacts dataset, DataFile file) {
    return Stream.of(directory, directory.resolve(dataset.name()))
        .flatMap(place -> Stream.of(place.resolve(file.name()), place.resolve(file.name() + ".gz")))
        .filter(Files::isRegularFile)
        .findFirst();
  }
}
