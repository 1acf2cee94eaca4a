package dev.trainyard.intake;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;

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

  /**
   * A tar in whose names U+FFFD stands for what is not UTF-8. The library would put a question mark
   * there, which may be part of a name, and make one name of two.
   */
  private static final class Names extends TarArchiveInputStream {
    private static final byte[] MARK = "\ufffd".getBytes(StandardCharsets.UTF_8);

    private static final int NAME_LENGTH = 100;
    private static final int PREFIX = 345;
    private static final int PREFIX_LENGTH = 155;

    /** A blank in the tars of GNU, which have other things in the place of the prefix. */
    private static final int VARIANT = 262;

    Names(InputStream in) {
      super(in, StandardCharsets.UTF_8.name());
    }

    @Override
    protected byte @Nullable [] getLongNameData() throws IOException {
      byte[] name = super.getLongNameData();
      return name == null
          ? null
          : new String(name, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8);
    }

    /** A name that is cut off within a letter is none that counts: a whole one comes before it. */
    @Override
    protected byte @Nullable [] readRecord() throws IOException {
      byte[] header = super.readRecord();
      if (header != null) {
        mark(header, 0, NAME_LENGTH);
        if (header[VARIANT] != ' ') {
          mark(header, PREFIX, PREFIX_LENGTH);
        }
      }
      return header;
    }

    private static void mark(byte[] header, int at, int length) {
      String name = new String(header, at, length, StandardCharsets.UTF_8);
      int undecoded = name.indexOf('\ufffd');
      if (undecoded >= 0) {
        int before = name.substring(0, undecoded).getBytes(StandardCharsets.UTF_8).length;
        int kept = Math.min(before, length - MARK.length);
        int to = at + kept + MARK.length;
        System.arraycopy(header, at + kept + 1, header, to, at + length - to);
        System.arraycopy(MARK, 0, header, at + kept, MARK.length);
      }
    }
  }

  private TarUpload() {}

  /** Hands over every file. */
  static void read(InputStream unpacked, Entries entries, FileVisitor visitor) throws IOException {
    HeaderGuard guard = new HeaderGuard(unpacked);
    try (TarArchiveInputStream tar = new Names(guard)) {
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
