package dev.trainyard.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * A file of a dataset and how to recognise it.
 *
 * @param name as published, without a compression suffix
 * @param bytes its size
 * @param sha256 its SHA-256 in lower-case hexadecimal
 */
public record DataFile(String name, long bytes, String sha256) {
  private static final int CHUNK = 1 << 16;

  /** Whether {@code path} is this file, by size and checksum. */
  boolean isAt(Path path) throws IOException {
    if (!Files.isRegularFile(path) || Files.size(path) != bytes) {
      return false;
    }
    try (InputStream in = Files.newInputStream(path)) {
      copy(in, OutputStream.nullOutputStream());
      return true;
    } catch (WrongContent wrong) {
      return false;
    }
  }

  /**
   * Copies this file. The copy counts only when this method returns; the streams stay open.
   *
   * @throws WrongContent if the stream has another size or checksum
   */
  void copy(InputStream from, OutputStream to) throws IOException {
    MessageDigest digest = Sha256.begin();
    long copied = 0;
    byte[] chunk = new byte[CHUNK];
    for (int read = from.read(chunk); read >= 0; read = from.read(chunk)) {
      copied += read;
      if (copied > bytes) {
        throw new WrongContent("%s has more than its %,d bytes".formatted(name, bytes));
      }
      digest.update(chunk, 0, read);
      to.write(chunk, 0, read);
    }
    if (copied < bytes) {
      throw new WrongContent("%s ends at byte %,d of %,d".formatted(name, copied, bytes));
    }
    String found = HexFormat.of().formatHex(digest.digest());
    if (!found.equals(sha256)) {
      throw new WrongContent("%s has the SHA-256 %s instead of %s".formatted(name, found, sha256));
    }
  }

  /** Bytes that are not the file they should be. */
  static final class WrongContent extends IOException {
    private static final long serialVersionUID = 1L;

    WrongContent(String message) {
      super(message);
    }
  }
}
