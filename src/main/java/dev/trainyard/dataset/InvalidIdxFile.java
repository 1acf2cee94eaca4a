package dev.trainyard.dataset;

import java.io.IOException;
import java.nio.file.Path;

/** A file that is not what the IDX format says; the message names the file and the byte. */
public class InvalidIdxFile extends IOException {
  private static final long serialVersionUID = 1L;

  InvalidIdxFile(Path file, long offset, String problem) {
    super("%s, byte %d: %s".formatted(file, offset, problem));
  }
}
