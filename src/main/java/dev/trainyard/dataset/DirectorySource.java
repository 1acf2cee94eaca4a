package dev.trainyard.dataset;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * A directory with a directory of the dataset's name that has the files, or with the files;
 * unpacked or gzipped, with or without the suffix {@code .gz}, and also by the names that unpacking
 * elsewhere gives them: {@code train-images.idx3-ubyte} for {@code train-images-idx3-ubyte}.
 */
public record DirectorySource(Path directory) implements DatasetSource {
  private static final byte[] GZIP = {0x1f, (byte) 0x8b};

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
              .orElseThrow(
                  () ->
                      new IOException(
                          "%s is not there, nor is any of %s"
                              .formatted(file.name(), names(file).skip(1).toList())));
      try (InputStream in = new BufferedInputStream(Files.newInputStream(path))) {
        receiver.receive(file, isGzip(in) ? new GZIPInputStream(in) : in);
      } catch (ZipException | EOFException e) {
        throw new IOException("%s is a torn gzip: %s".formatted(path, e.getMessage()), e);
      }
    }
  }

  private Optional<Path> find(DatasetFacts dataset, DataFile file) {
    // Datasets of one format have files of the same names.
    return Stream.of(directory.resolve(dataset.name()), directory)
        .flatMap(place -> names(file).map(place::resolve))
        .filter(Files::isRegularFile)
        .findFirst();
  }

  private static Stream<String> names(DataFile file) {
    return Stream.of(file.name(), file.name().replace("-idx", ".idx"))
        .distinct()
        .flatMap(name -> Stream.of(name, name + ".gz"));
  }

  private static boolean isGzip(InputStream in) throws IOException {
    in.mark(GZIP.length);
    boolean gzip = Arrays.equals(in.readNBytes(GZIP.length), GZIP);
    in.reset();
    return gzip;
  }
}
