package dev.trainyard.access;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;

/**
 * A file of lines that its owner alone may read. It is replaced as a whole: whoever reads it sees
 * what was before or what comes after, and nothing in between.
 *
 * @param path absolute
 */
record PrivateFile(Path path) {

  /** What to make of the present lines. */
  @FunctionalInterface
  interface Change {
    /** The lines to come. */
    List<String> apply(List<String> lines) throws IOException;
  }

  /** Its lines; none where there is no such file. */
  List<String> lines() throws IOException {
    try {
      return Files.readAllLines(path);
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  /** Replaces its lines by others made of them; two processes do so one after the other. */
  void change(Change change) throws IOException {
    Path directory = Objects.requireNonNull(path.getParent());
    Files.createDirectories(directory);
    Path turn = directory.resolve("." + path.getFileName() + ".lock");
    try (FileChannel channel =
            FileChannel.open(turn, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock _ = channel.lock()) {
      List<String> lines = change.apply(lines());
      // Temporary files are their owner's alone, where the file system knows owners.
      Path next = Files.createTempFile(directory, path.getFileName() + ".", null);
      try {
        Files.write(next, lines);
        replaceBy(next);
      } finally {
        Files.deleteIfExists(next);
      }
    }
  }

  private void replaceBy(Path next) throws IOException {
    try {
      Files.move(next, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(next, path, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
