package dev.trainyard.intake;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The central directory of a zip (APPNOTE 6.3, 4.3.12 and 4.3.16), gone through once in constant
 * memory: how many entries there are in truth, and what of them the JDK does not tell.
 */
final class ZipDirectory {
  private static final int END = 0x06054b50;
  private static final int END_LENGTH = 22;
  private static final int LONGEST_COMMENT = 0xffff;
  private static final int ENTRY = 0x02014b50;
  private static final int ENTRY_LENGTH = 46;

  /** The JDK holds all of it in memory; 65,534 entries of ordinary names have a third of it. */
  private static final int MOST_BYTES = 32 << 20;

  /** In a field of 16 or 32 bits: the truth is elsewhere, in the form for large files. */
  private static final int ELSEWHERE_16 = 0xffff;

  private static final long ELSEWHERE_32 = 0xffffffffL;

  private static final int UNIX = 3;
  private static final int FILE_TYPE = 0170000;
  private static final int REGULAR = 0100000;
  private static final int FOLDER = 0040000;
  private static final int STORED = 0;
  private static final int DEFLATED = 8;

  private ZipDirectory() {}

  /**
   * Refuses a zip with too many entries or too much about them, or with one that is encrypted, a
   * link or a device, or whose name is not UTF-8.
   */
  static void check(Path zip) throws IOException {
    try (FileChannel channel = FileChannel.open(zip)) {
      ByteBuffer end = end(channel);
      long length = Integer.toUnsignedLong(end.getInt(12));
      long offset = Integer.toUnsignedLong(end.getInt(16));
      int entries = Short.toUnsignedInt(end.getShort(10));
      if (entries == ELSEWHERE_16 || length == ELSEWHERE_32 || offset == ELSEWHERE_32) {
        throw Wrong.upload(
            "is a zip in the form for more than 65,534 entries or 4 GB; a tar may have %,d entries"
                .formatted(IntakeLimits.MOST_ENTRIES));
      }
      long start = channel.position() - length;
      if (start < 0) {
        throw Wrong.upload("is a zip whose directory is longer than the file");
      }
      channel.position(start);
      walk(
          new DataInputStream(new BufferedInputStream(Channels.newInputStream(channel), 1 << 16)),
          length);
    } catch (EOFException e) {
      throw Wrong.upload("is a zip that ends within its directory");
    }
  }

  /** The record at the end; the channel is put to its beginning. */
  private static ByteBuffer end(FileChannel channel) throws IOException {
    long size = channel.size();
    int tail = (int) Math.min(size, END_LENGTH + LONGEST_COMMENT);
    ByteBuffer bytes = ByteBuffer.allocate(tail).order(ByteOrder.LITTLE_ENDIAN);
    channel.position(size - tail);
    while (bytes.hasRemaining() && channel.read(bytes) >= 0) {}
    for (int at = tail - END_LENGTH; at >= 0; at--) {
      if (bytes.getInt(at) == END) {
        if (at + END_LENGTH + Short.toUnsignedInt(bytes.getShort(at + 20)) != tail) {
          // Another reader might take another one for the end, and another directory for this.
          throw Wrong.upload("is a zip with more than one end, or with something behind it");
        }
        channel.position(size - tail + at);
        return bytes.slice(at, END_LENGTH).order(ByteOrder.LITTLE_ENDIAN);
      }
    }
    throw Wrong.upload("is a zip without its end; was it cut off?");
  }

  private static void walk(DataInputStream in, long length) throws IOException {
    byte[] header = new byte[ENTRY_LENGTH];
    long left = length;
    for (int count = 1; left >= ENTRY_LENGTH; count++) {
      if (count > IntakeLimits.MOST_ENTRIES) {
        throw Wrong.upload(
            "is a zip with more than %,d entries".formatted(IntakeLimits.MOST_ENTRIES));
      }
      in.readFully(header);
      ByteBuffer entry = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
      if (entry.getInt(0) != ENTRY) {
        throw Wrong.upload("is a zip whose directory is damaged at entry %,d".formatted(count));
      }
      byte[] bytes = new byte[Short.toUnsignedInt(entry.getShort(28))];
      in.readFully(bytes);
      int rest = Short.toUnsignedInt(entry.getShort(30)) + Short.toUnsignedInt(entry.getShort(32));
      in.skipNBytes(rest);
      String name = new String(bytes, StandardCharsets.UTF_8);
      // The JDK would say neither which entry it is nor what to do.
      EntryName.requireUtf8(name);
      check(entry, Wrong.entry(name));
      left -= ENTRY_LENGTH + bytes.length + rest;
      if (length - left > MOST_BYTES) {
        throw Wrong.upload(
            "is a zip whose directory has more than %,d bytes".formatted(MOST_BYTES));
      }
    }
  }

  private static void check(ByteBuffer entry, String where) {
    if ((entry.getShort(8) & 1) != 0) {
      throw Wrong.at(where, "is encrypted");
    }
    int method = Short.toUnsignedInt(entry.getShort(10));
    if (method != STORED && method != DEFLATED) {
      throw Wrong.at(
          where, "is packed by method %d; stored and deflated can be read".formatted(method));
    }
    int system = entry.get(5);
    int type = (entry.getInt(38) >>> 16) & FILE_TYPE;
    if (system == UNIX && type != 0 && type != REGULAR && type != FOLDER) {
      throw Wrong.at(where, "is a link or a device, not a file");
    }
  }
}
