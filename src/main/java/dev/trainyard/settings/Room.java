package dev.trainyard.settings;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;

/** Whether there is room to write. */
public final class Room {
  /** What some epochs of a usual network need. */
  public static final int NEEDED_BYTES = 4 << 20;

  private Room() {}

  /**
   * Tries to write a few megabytes, which are deleted at once.
   *
   * @throws IOException if they cannot be written
   */
  public static void check(Path directory) throws IOException {
    Path file = Files.createTempFile(directory, ".room", null);
    try {
      Files.write(file, new byte[NEEDED_BYTES]);
    } finally {
      Files.delete(file);
    }
  }

  /** Why something could not be read or written, without the path. */
  public static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof CharacterCodingException) {
      return "it is not text in UTF-8";
    }
    if (e instanceof NoSuchFileException) {
      return "it cannot be created";
    }
    return e instanceof FileSystemException file
        ? Objects.requireNonNullElseGet(file.getReason(), () -> e.getClass().getSimpleName())
        : String.valueOf(e.getMessage());
  }
}
