package dev.trainyard.intake;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** The files of a tar. */
final class TarUpload {
  /** What may stand between two files: names and attributes in records of their own. */
  private static final long MOST_HEADERS = 1 << 16;

  /** Keeps what the library reads between two files, and holds in memory, within bounds. */
  private static final class HeaderGuard extends FilterInputStream {
    private long left = Long.MAX_VALUE;

    HeaderGuard(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int some = super.read(into, offset, length);
      left -= Math.max(0, some);
      if (left < 0) {
        throw Wrong.upload("is a tar with a header of more than %,d bytes".formatted(MOST_HEADERS));
      }
      return some;
    }

    @Override
    public long skip(long most) throws IOException {
      return Math.max(0, read(new byte[Math.clamp(most, 1, 1 << 16)]));
    }
  }

  private TarUpload() {}

  /** Hands over every file. */
  static void read(InputStream unpacked, Entries entries, FileVisitor visitor) throws IOException {
    HeaderGuard guard = new HeaderGuard(unpacked);
    try (TarArchiveInputStream tar = new TarArchiveInputStream(guard, "UTF-8")) {
      for (TarArchiveEntry entry = next(tar, guard); entry != null; entry = next(tar, guard)) {
        entries.count();
        check(entry);
        if (entry.isDirectory()) {
          EntryName.of(entry.getName());
          continue;
        }
        Optional<EntryName> name = entries.file(entry.getName());
        if (name.isPresent()) {
          visitor.file(name.get(), tar);
        }
        tar.transferTo(OutputStream.nullOutputStream());
      }
    } catch (IllegalArgumentException e) {
      throw Wrong.upload("is no tar that can be read: " + e.getMessage());
    }
  }

  private static TarArchiveEntry next(TarArchiveInputStream tar, HeaderGuard guard)
      throws IOException {
    guard.left = MOST_HEADERS;
    TarArchiveEntry entry = tar.getNextEntry();
    guard.left = Long.MAX_VALUE;
    return entry;
  }

  private static void check(TarArchiveEntry entry) {
    String where = Wrong.entry(entry.getName());
    if (entry.isSymbolicLink() || entry.isLink()) {
      throw Wrong.at(where, "is a link, not a file");
    }
    if (entry.isSparse()) {
      throw Wrong.at(where, "is sparse; pack it as an ordinary file");
    }
    if ((!entry.isDirectory() && !entry.isFile())
        || entry.isBlockDevice()
        || entry.isCharacterDevice()
        || entry.isFIFO()) {
      throw Wrong.at(where, "is a device, not a file");
    }
  }
}
