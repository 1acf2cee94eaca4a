package dev.trainyard.intake;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** The files of a zip. */
final class ZipUpload {
  private ZipUpload() {}

  /**
   * Hands over every file. {@link ZipDirectory} has been through the directory before the JDK reads
   * it, which keeps it in memory.
   */
  static void read(Path zip, Entries entries, Unpacking.Total total, FileVisitor visitor)
      throws IOException {
    ZipDirectory.check(zip);
    long size = Files.size(zip);
    try (ZipFile file = new ZipFile(zip.toFile())) {
      Iterator<? extends ZipEntry> all = file.stream().iterator();
      while (all.hasNext()) {
        ZipEntry entry = all.next();
        entries.count();
        if (entry.isDirectory()) {
          EntryName.of(entry.getName());
          continue;
        }
        Optional<EntryName> name = entries.file(entry.getName());
        if (name.isPresent()) {
          visit(file, entry, name.get(), size, total, visitor);
        }
      }
    } catch (ZipException | IllegalArgumentException e) {
      throw Wrong.upload("is no zip that can be read: " + e.getMessage());
    }
  }

  private static void visit(
      ZipFile file,
      ZipEntry entry,
      EntryName name,
      long size,
      Unpacking.Total total,
      FileVisitor visitor)
      throws IOException {
    long packed = Math.clamp(entry.getCompressedSize(), 0, size);
    try (InputStream in = file.getInputStream(entry)) {
      visitor.file(name, new Unpacking(in, () -> packed, total, name.where()));
    } catch (ZipException | EOFException e) {
      throw Wrong.at(name.where(), "cannot be unpacked: " + e.getMessage());
    }
  }
}
