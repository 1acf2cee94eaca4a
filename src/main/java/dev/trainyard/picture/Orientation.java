package dev.trainyard.picture;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Which way up a camera was held: a field of EXIF 2.32 (4.6.4 A), which is a TIFF. */
final class Orientation {
  private static final int TAG = 0x0112;
  private static final int ENTRY = 12;

  private Orientation() {}

  /**
   * The orientation, 1 to 8, in bytes of a file; 1, which is upright, where they do not say.
   *
   * @param end behind the last byte
   */
  static int of(byte[] file, int from, int end) {
    int begin = from + (Text.at(file, from, 4).equals("Exif") ? 6 : 0);
    if (end - begin < 8) {
      return 1;
    }
    ByteBuffer tiff = ByteBuffer.wrap(file, begin, end - begin).slice();
    tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int directory = tiff.getInt(4);
    if (directory < 8 || directory > tiff.limit() - 2) {
      return 1;
    }
    int entries =
        Math.min(tiff.getShort(directory) & 0xffff, (tiff.limit() - directory - 2) / ENTRY);
    for (int i = 0; i < entries; i++) {
      int entry = directory + 2 + i * ENTRY;
      if ((tiff.getShort(entry) & 0xffff) == TAG) {
        int value = tiff.getShort(entry + 8) & 0xffff;
        return value >= 1 && value <= 8 ? value : 1;
      }
    }
    return 1;
  }
}
