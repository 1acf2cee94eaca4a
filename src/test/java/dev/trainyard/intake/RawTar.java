package dev.trainyard.intake;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.jspecify.annotations.NullUnmarked;

/** Writes a tar, whatever its entries are called. */
@NullUnmarked
public final class RawTar {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final TarArchiveOutputStream out;

  public RawTar() {
    this(StandardCharsets.UTF_8);
  }

  /** One whose names are written in another encoding. */
  public RawTar(Charset names) {
    out = new TarArchiveOutputStream(bytes, names.name());
    out.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
  }

  public RawTar file(String name, byte[] content) {
    TarArchiveEntry entry = new TarArchiveEntry(name, true);
    entry.setSize(content.length);
    return put(entry, content);
  }

  /** A link or a device, by the letter of its kind. */
  public RawTar special(String name, byte kind, String link) {
    TarArchiveEntry entry = new TarArchiveEntry(name, kind, true);
    entry.setLinkName(link);
    return put(entry, new byte[0]);
  }

  /** A record of the format itself, of which the next entry takes its name or its attributes. */
  public RawTar record(byte kind, byte[] content) {
    TarArchiveEntry entry = new TarArchiveEntry("record", kind, true);
    entry.setSize(content.length);
    return put(entry, content);
  }

  private RawTar put(TarArchiveEntry entry, byte[] content) {
    try {
      out.putArchiveEntry(entry);
      out.write(content);
      out.closeArchiveEntry();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  public byte[] bytes() {
    try {
      out.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  public byte[] gzipped() {
    return gzipped(bytes());
  }

  public static byte[] gzipped(byte[] content) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }
}
