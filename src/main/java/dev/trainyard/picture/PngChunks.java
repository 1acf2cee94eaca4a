package dev.trainyard.picture;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/**
 * The chunks of a PNG (PNG specification, third edition, 5). Only those that the pixels need are
 * passed on: Java's reader unpacks compressed texts whole, however large they become.
 */
final class PngChunks {
  private static final int SIGNATURE = 8;

  /** Where the header, which is the first chunk, has the bits of a sample. */
  private static final int BIT_DEPTH = 24;

  /** Length, type and checksum. */
  private static final int FRAME = 12;

  private PngChunks() {}

  static ImageSource read(byte[] file) throws UnusableImage {
    ByteBuffer in = ByteBuffer.wrap(file);
    ByteArrayOutputStream kept = new ByteArrayOutputStream(file.length);
    kept.write(file, 0, SIGNATURE);
    int orientation = 1;
    int at = SIGNATURE;
    while (true) {
      if (file.length - at < FRAME) {
        throw UnusableImage.cutOff();
      }
      int length = in.getInt(at);
      if (length < 0 || length > file.length - at - FRAME) {
        throw UnusableImage.cutOff();
      }
      String type = Text.at(file, at + 4, 4);
      switch (type) {
        case "acTL" -> throw UnusableImage.animated();
        case "eXIf" -> orientation = Orientation.of(file, at + 8, at + 8 + length);
        case "IHDR", "PLTE", "tRNS", "IDAT", "IEND" -> kept.write(file, at, length + FRAME);
        default -> {}
      }
      if (type.equals("IEND")) {
        int weight = file[BIT_DEPTH] > Byte.SIZE ? 2 : 1;
        return new ImageSource(kept.toByteArray(), orientation, weight);
      }
      at += length + FRAME;
    }
  }
}
