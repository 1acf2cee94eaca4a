package dev.trainyard.picture;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The chunks of a WebP (RFC 9649, 2). */
final class WebpChunks {
  private static final int HEADER = 8;
  private static final int ANIMATION = 2;

  /** It is unpacked whole before it is thinned out, and its reader keeps much beside the pixels. */
  private static final int WEIGHT = 8;

  private WebpChunks() {}

  static ImageSource read(byte[] file) throws UnusableImage {
    ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    long end = HEADER + Integer.toUnsignedLong(in.getInt(4));
    if (end > file.length) {
      throw UnusableImage.cutOff();
    }
    int orientation = 1;
    long at = HEADER + 4;
    while (at + HEADER <= end) {
      int here = (int) at;
      long length = Integer.toUnsignedLong(in.getInt(here + 4));
      if (length > end - at - HEADER) {
        throw UnusableImage.cutOff();
      }
      int content = here + HEADER;
      String type = Text.at(file, here, 4);
      boolean isMoving = type.equals("VP8X") && length > 0 && (file[content] & ANIMATION) != 0;
      if (isMoving || type.equals("ANIM") || type.equals("ANMF")) {
        throw UnusableImage.animated();
      }
      if (type.equals("EXIF")) {
        orientation = Orientation.of(file, content, (int) (content + length));
      }
      at += HEADER + length + length % 2;
    }
    return new ImageSource(file, orientation, WEIGHT);
  }
}
