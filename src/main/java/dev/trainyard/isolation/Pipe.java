package dev.trainyard.isolation;

import dev.trainyard.engine.Checkpoint;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * What both ends of a pipe agree on: numbers as {@link java.io.DataOutput} writes them; a text as
 * the number of its bytes and its UTF-8; a checkpoint as its epoch and its three arrays, each with
 * the number of its floats before it and their CRC-32 behind.
 */
final class Pipe {
  /** A length that is out of place is noticed before so much memory is taken for it. */
  private static final int FLOATS_AT_ONCE = 1 << 18;

  private static final int LONGEST_TEXT = 4 << 20;

  /** Begins with a byte that is not in it again and that nobody prints. */
  private static final byte[] GREETING =
      "\u0001trainyard training 1\n".getBytes(StandardCharsets.US_ASCII);

  /** More has never been printed by what starts a process. */
  private static final int MOST_BEFORE_GREETING = 1 << 20;

  private Pipe() {}

  /** Marks where the contract begins. */
  static void greet(OutputStream out) throws IOException {
    out.write(GREETING);
    out.flush();
  }

  /**
   * Passes over whatever was printed before the greeting, and the greeting.
   *
   * @throws Garbled if there is none
   */
  static void awaitGreeting(DataInputStream in) throws IOException {
    int matched = 0;
    for (int passed = 0; passed < MOST_BEFORE_GREETING && matched < GREETING.length; passed++) {
      byte next = in.readByte();
      matched = next == GREETING[matched] ? matched + 1 : next == GREETING[0] ? 1 : 0;
    }
    if (matched < GREETING.length) {
      throw new Garbled("no greeting");
    }
  }

  static void write(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  static String readText(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > LONGEST_TEXT) {
      throw new Garbled("a text of %d bytes".formatted(length));
    }
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException();
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  static void write(DataOutputStream out, Checkpoint checkpoint) throws IOException {
    out.writeInt(checkpoint.epoch());
    write(out, checkpoint.parameters());
    write(out, checkpoint.updaterState());
    write(out, checkpoint.unaveraged());
  }

  static Checkpoint readCheckpoint(DataInputStream in) throws IOException {
    return new Checkpoint(in.readInt(), readFloats(in), readFloats(in), readFloats(in));
  }

  private static void write(DataOutputStream out, float[] floats) throws IOException {
    out.writeInt(floats.length);
    CRC32 sum = new CRC32();
    for (int from = 0; from < floats.length; from += FLOATS_AT_ONCE) {
      int count = Math.min(FLOATS_AT_ONCE, floats.length - from);
      ByteBuffer part = ByteBuffer.allocate(Float.BYTES * count);
      part.asFloatBuffer().put(floats, from, count);
      sum.update(part.array());
      out.write(part.array());
    }
    out.writeInt((int) sum.getValue());
  }

  private static float[] readFloats(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0) {
      throw new Garbled("an array of %d numbers".formatted(length));
    }
    CRC32 sum = new CRC32();
    float[] floats = new float[Math.min(length, FLOATS_AT_ONCE)];
    for (int from = 0; from < length; from += FLOATS_AT_ONCE) {
      int count = Math.min(FLOATS_AT_ONCE, length - from);
      byte[] part = in.readNBytes(Float.BYTES * count);
      if (part.length < Float.BYTES * count) {
        throw new EOFException();
      }
      sum.update(part);
      if (from + count > floats.length) {
        floats = Arrays.copyOf(floats, (int) Math.min(length, 2L * floats.length));
      }
      ByteBuffer.wrap(part).asFloatBuffer().get(floats, from, count);
    }
    if (in.readInt() != (int) sum.getValue()) {
      throw new Garbled("an array with a wrong checksum");
    }
    return floats;
  }
}
