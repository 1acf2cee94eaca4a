package dev.trainyard.upload;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.IntFunction;
import org.springframework.dao.DataAccessException;

/** What is stored in pieces, as one stream that holds one of them. */
final class PieceStream extends InputStream {
  private final IntFunction<Optional<byte[]>> pieces;
  private byte[] piece = new byte[0];
  private int at;
  private int next;

  /**
   * The stream from its beginning.
   *
   * @param pieces by their numbers from 0; empty behind the last
   */
  PieceStream(IntFunction<Optional<byte[]>> pieces) {
    this.pieces = pieces;
  }

  @Override
  public int read() throws IOException {
    return fill() ? piece[at++] & 0xff : -1;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0 || !fill()) {
      return length == 0 ? 0 : -1;
    }
    int some = Math.min(length, piece.length - at);
    System.arraycopy(piece, at, into, offset, some);
    at += some;
    return some;
  }

  private boolean fill() throws IOException {
    if (at < piece.length) {
      return true;
    }
    try {
      piece = pieces.apply(next++).orElse(new byte[0]);
    } catch (DataAccessException e) {
      throw new IOException("the database cannot be read", e);
    }
    at = 0;
    return piece.length > 0;
  }
}
