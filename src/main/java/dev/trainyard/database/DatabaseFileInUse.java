package dev.trainyard.database;

import java.io.Serial;
import java.nio.file.Path;

/** Another process has the file of the embedded database open. */
class DatabaseFileInUse extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  DatabaseFileInUse(Path file, Throwable cause) {
    super("Another process has the database in %s open.".formatted(file), cause);
  }
}
