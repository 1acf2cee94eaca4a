package dev.trainyard.intake;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.jspecify.annotations.NullUnmarked;

/** Writes a zip byte by byte, as no library would that minds what it writes. */
@NullUnmarked
public final class RawZip {
  private static final int UNIX = 3 << 8;

  /** The flag of a name in UTF-8. */
  private static final int UTF_8 = 0x800;

  /** What stands in the directory of an entry. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Entry(byte[] name, int flags, int method, int mode, long[] sizes, int offset) {}

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final List<Entry> entries = new ArrayList<>();

  /** Adds an ordinary file. */
  public RawZip file(String name, byte[] content) {
    return entry(name, content, 0, 8, 0100644);
  }

  /** Adds whatever it is said to be. */
  public RawZip entry(String name, byte[] content, int flags, int method, int mode) {
    return entry(name.getBytes(StandardCharsets.UTF_8), content, flags | UTF_8, method, mode);
  }

  /** Adds a file as the Explorer of Windows does: its name is in an encoding that nobody tells. */
  public RawZip file(String name, byte[] content, Charset encoding) {
    return entry(name.getBytes(encoding), content, 0, 8, 0100644);
  }

  private RawZip entry(byte[] bytes, byte[] content, int flags, int method, int mode) {
    byte[] packed = method == 0 ? content : deflated(content);
    CRC32 crc = new CRC32();
    crc.update(content);
    long[] sizes = {crc.getValue(), packed.length, content.length};
    entries.add(new Entry(bytes, flags, method, mode, sizes, out.size()));
    put(
        little(30)
            .putInt(0x04034b50)
            .putShort((short) 20)
            .putShort((short) flags)
            .putShort((short) method)
            .putInt(0)
            .putInt((int) sizes[0])
            .putInt((int) sizes[1])
            .putInt((int) sizes[2])
            .putShort((short) bytes.length)
            .putShort((short) 0));
    out.writeBytes(bytes);
    out.writeBytes(packed);
    return this;
  }

  /** Adds entries of other names whose content is that of the last one. */
  public RawZip overlapping(String prefix, int count) {
    Entry last = entries.getLast();
    for (int i = 0; i < count; i++) {
      byte[] name = (prefix + i + ".png").getBytes(StandardCharsets.UTF_8);
      entries.add(new Entry(name, last.flags, last.method, last.mode, last.sizes, last.offset));
    }
    return this;
  }

  /** The whole, with a comment at its end. */
  public byte[] bytes(String comment) {
    int start = out.size();
    for (Entry entry : entries) {
      put(
          little(46)
              .putInt(0x02014b50)
              .putShort((short) (UNIX | 20))
              .putShort((short) 20)
              .putShort((short) entry.flags)
              .putShort((short) entry.method)
              .putInt(0)
              .putInt((int) entry.sizes[0])
              .putInt((int) entry.sizes[1])
              .putInt((int) entry.sizes[2])
              .putShort((short) entry.name.length)
              .putInt(0)
              .putShort((short) 0)
              .putShort((short) 0)
              .putInt(entry.mode << 16)
              .putInt(entry.offset));
      out.writeBytes(entry.name);
    }
    int length = out.size() - start;
    put(
        little(22)
            .putInt(0x06054b50)
            .putInt(0)
            .putShort((short) entries.size())
            .putShort((short) entries.size())
            .putInt(length)
            .putInt(start)
            .putShort((short) comment.length()));
    out.writeBytes(comment.getBytes(StandardCharsets.ISO_8859_1));
    return out.toByteArray();
  }

  public byte[] bytes() {
    return bytes("");
  }

  private void put(ByteBuffer record) {
    byte[] bytes = new byte[record.capacity()];
    record.get(0, bytes);
    out.writeBytes(bytes);
  }

  private static ByteBuffer little(int length) {
    return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static byte[] deflated(byte[] content) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
    try (DeflaterOutputStream stream = new DeflaterOutputStream(packed, deflater)) {
      stream.write(content);
    } catch (java.io.IOException impossible) {
      throw new java.io.UncheckedIOException(impossible);
    } finally {
      deflater.end();
    }
    return packed.toByteArray();
  }
}
