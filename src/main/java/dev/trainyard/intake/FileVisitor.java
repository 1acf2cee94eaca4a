package dev.trainyard.intake;

import java.io.IOException;
import java.io.InputStream;

/** Takes the files of an archive, one after the other. */
@FunctionalInterface
interface FileVisitor {

  /**
   * Takes a file.
   *
   * @param content counted as it is read; not to be closed
   */
  void file(EntryName name, InputStream content) throws IOException;
}
