package dev.trainyard.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the files of one dataset are kept. A file under its own name was complete and had the right
 * checksum when it got that name; what is under way has a temporary name. One process at a time
 * fetches, held by a lock on a file; readers need no lock.
 */
final class DatasetDirectory {
  private static final Logger log = LoggerFactory.getLogger(DatasetDirectory.class);
  private static final String SOURCES = "sources.properties";
  private static final String UNFINISHED = ".part";

  /** A file lock belongs to the whole process, so the threads of one process need another. */
  private static final ReentrantLock ONE_FETCH_AT_A_TIME = new ReentrantLock();

  private final Path directory;
  private final DatasetFacts dataset;

  DatasetDirectory(Path directory, DatasetFacts dataset) {
    this.directory = directory;
    this.dataset = dataset;
  }

  Path pathOf(DataFile file) {
    return directory.resolve(file.name());
  }

  /** What served the files; for files that were put here by hand, this directory. */
  String source() throws IOException {
    Properties sources = readSources();
    return dataset.files().stream()
        .map(file -> sources.getProperty(file.name(), "directory " + directory))
        .distinct()
        .collect(Collectors.joining(", "));
  }

  /**
   * Makes sure that every file is here and intact, and fetches those that are not.
   *
   * @param sources asked one after the other
   * @throws DatasetUnavailable if files are missing after the last source was asked
   */
  void complete(List<DatasetSource> sources) throws IOException, InterruptedException {
    if (missing().isEmpty()) {
      return;
    }
    ONE_FETCH_AT_A_TIME.lockInterruptibly();
    try {
      Files.createDirectories(directory);
      try (FileChannel channel =
              FileChannel.open(
                  directory.resolve("fetch.lock"),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE);
          FileLock _ = channel.lock()) {
        fetch(sources);
      }
    } finally {
      ONE_FETCH_AT_A_TIME.unlock();
    }
  }

  /** Deletes all files, if there are any. */
  void delete() throws IOException {
    if (Files.isDirectory(directory)) {
      try (var files = Files.newDirectoryStream(directory)) {
        for (Path file : files) {
          Files.delete(file);
        }
      }
      Files.delete(directory);
    }
  }

  private void fetch(List<DatasetSource> sources) throws IOException, InterruptedException {
    removeUnfinished();
    List<DataFile> missing = missing();
    List<String> reasons = new ArrayList<>();
    for (DatasetSource source : sources) {
      if (missing.isEmpty()) {
        return;
      }
      if (!source.mayHold(dataset)) {
        continue;
      }
      log.info("Fetching {} from {}", dataset.name(), source.description());
      try {
        source.fetch(dataset, missing, (file, bytes) -> keep(file, bytes, source));
        missing = missing();
        if (!missing.isEmpty()) {
          throw new IOException("it does not hold " + names(missing));
        }
        log.info("{} is complete in {}", dataset.name(), directory);
      } catch (IOException failure) {
        missing = missing();
        reasons.add("%s: %s".formatted(source.description(), reason(failure)));
        log.warn("{} not from {}: {}", dataset.name(), source.description(), reason(failure));
      }
    }
    if (!missing.isEmpty()) {
      throw DatasetUnavailable.nowhere(dataset, reasons);
    }
  }

  private List<DataFile> missing() throws IOException {
    List<DataFile> missing = new ArrayList<>();
    for (DataFile file : dataset.files()) {
      if (!file.isAt(pathOf(file))) {
        missing.add(file);
      }
    }
    return missing;
  }

  private void keep(DataFile file, InputStream bytes, DatasetSource source) throws IOException {
    replace(pathOf(file), out -> file.copy(bytes, out));
    Properties sources = readSources();
    sources.setProperty(file.name(), source.description());
    replace(directory.resolve(SOURCES), out -> sources.store(out, "What served each file"));
  }

  private Properties readSources() throws IOException {
    Properties sources = new Properties();
    Path path = directory.resolve(SOURCES);
    if (Files.exists(path)) {
      try (InputStream in = Files.newInputStream(path)) {
        sources.load(in);
      }
    }
    return sources;
  }

  private void replace(Path path, Content content) throws IOException {
    Path unfinished = directory.resolve(path.getFileName() + "." + UUID.randomUUID() + UNFINISHED);
    try {
      try (OutputStream out = Files.newOutputStream(unfinished, StandardOpenOption.CREATE_NEW)) {
        content.writeTo(out);
      }
      Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  /** What a process that died has left: nobody else writes while this one holds the lock. */
  private void removeUnfinished() throws IOException {
    try (var files = Files.newDirectoryStream(directory, "*" + UNFINISHED)) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
  }

  private static String names(List<DataFile> files) {
    return files.stream().map(DataFile::name).collect(Collectors.joining(", "));
  }

  private static String reason(IOException failure) {
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }

  @FunctionalInterface
  private interface Content {
    void writeTo(OutputStream out) throws IOException;
  }
}
