package dev.trainyard.intake;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The files of an archive, which are IDX files or pictures in folders, by the first of them. */
final class Contents implements FileVisitor {
  private final Spool spool;
  private final IntakeOptions options;
  private final IdxFiles idx;
  private final Folders folders;
  private @Nullable FileVisitor reader;

  Contents(
      Path directory,
      Spool spool,
      IntakeOptions options,
      IntakeLimits limits,
      Unpacking.Total total) {
    this.spool = spool;
    this.options = options;
    this.idx = new IdxFiles(directory, limits, total);
    this.folders = new Folders(spool, options, limits);
  }

  @Override
  public void file(EntryName name, InputStream content) throws IOException {
    if (reader == null) {
      reader = IdxFiles.isOne(name) ? idx : folders;
    }
    reader.file(name, content);
  }

  /** Ends it; returns what it was, for people. */
  String finish() throws IOException {
    if (reader == idx) {
      idx.finish(spool, options);
      return "IDX files";
    }
    return "a folder of pictures per class";
  }
}
