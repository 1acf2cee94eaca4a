package dev.trainyard.intake;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongSupplier;

/**
 * What comes out of a compressed stream. It ends in a refusal when that is out of all proportion to
 * what went in, or more than all of the upload may come to: both are counted, headers are not
 * believed.
 */
final class Unpacking extends FilterInputStream {
  /** As much may come out of next to nothing. */
  private static final long HARMLESS = 1 << 20;

  /** Images that somebody drew or took do not shrink so far. */
  private static final int MOST_RATIO = 100;

  /** What all streams of one upload may come to. */
  static final class Total {
    private final long most;
    private long count;

    Total(long most) {
      this.most = most;
    }

    private void add(long more, String where) {
      count += more;
      if (count > most) {
        throw Wrong.at(
            where,
            "is too much: with it the upload unpacks to more than %,d bytes".formatted(most));
      }
    }
  }

  private final LongSupplier packed;
  private final Total total;
  private final String where;
  private long count;

  /**
   * Counts what is read.
   *
   * @param packed how many compressed bytes went in so far, or are to go in all together
   */
  Unpacking(InputStream unpacked, LongSupplier packed, Total total, String where) {
    super(unpacked);
    this.packed = packed;
    this.total = total;
    this.where = where;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int some = super.read(into, offset, length);
    if (some > 0) {
      count += some;
      total.add(some, where);
      if (count > HARMLESS && count / MOST_RATIO > packed.getAsLong()) {
        throw Wrong.at(where, "unpacks to more than %d times its size".formatted(MOST_RATIO));
      }
    }
    return some;
  }

  @Override
  public long skip(long most) throws IOException {
    byte[] chunk = new byte[Math.clamp(most, 0, 1 << 16)];
    return chunk.length == 0 ? 0 : Math.max(0, read(chunk, 0, chunk.length));
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
