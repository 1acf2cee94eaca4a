package dev.trainyard.intake;

import java.util.Arrays;

/** What a packed file is, by its first bytes. */
enum Magic {
  ZIP(new byte[] {'P', 'K'}),
  GZIP(new byte[] {0x1f, (byte) 0x8b});

  private final byte[] bytes;

  Magic(byte[] bytes) {
    this.bytes = bytes;
  }

  boolean begins(byte[] file) {
    return file.length >= bytes.length
        && Arrays.equals(file, 0, bytes.length, bytes, 0, bytes.length);
  }
}
