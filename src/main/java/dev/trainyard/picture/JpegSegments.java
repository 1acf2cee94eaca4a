package dev.trainyard.picture;

/** The segments of a JPEG (ITU-T T.81, annex B). */
final class JpegSegments {
  private static final int START_OF_SCAN = 0xda;
  private static final int END_OF_IMAGE = 0xd9;
  private static final int APP1 = 0xe1;
  private static final String EXIF = "Exif\0\0";

  /** Progressive ones have ten; each is decoded over the whole picture. */
  private static final int MOST_SCANS = 100;

  private JpegSegments() {}

  static ImageSource read(byte[] file) throws UnusableImage {
    int orientation = 1;
    int at = 2;
    while (true) {
      if (at + 4 > file.length) {
        throw UnusableImage.cutOff();
      }
      int marker = file[at + 1] & 0xff;
      if (file[at] != (byte) 0xff || marker == 0xff) {
        // Fill bytes, and whatever else a lenient reader passes over.
        at++;
        continue;
      }
      if (marker == START_OF_SCAN) {
        requireEnd(file, at);
        return ImageSource.of(file, orientation);
      }
      int length = (file[at + 2] & 0xff) << 8 | (file[at + 3] & 0xff);
      if (marker == APP1 && Text.at(file, at + 4, EXIF.length()).equals(EXIF)) {
        int end = Math.min(file.length, at + 2 + length);
        orientation = Orientation.of(file, at + 4 + EXIF.length(), end);
      }
      at += 2 + length;
    }
  }

  /** Within a scan 0xff is followed by 0, so what follows is a marker: the end is not mistaken. */
  private static void requireEnd(byte[] file, int firstScan) throws UnusableImage {
    int scans = 0;
    for (int i = firstScan; i + 1 < file.length; i++) {
      if (file[i] != (byte) 0xff) {
        continue;
      }
      int marker = file[i + 1] & 0xff;
      if (marker == END_OF_IMAGE) {
        return;
      }
      scans += marker == START_OF_SCAN ? 1 : 0;
      if (scans > MOST_SCANS) {
        throw UnusableImage.because(
            "has more than %d scans; save it as an ordinary JPEG".formatted(MOST_SCANS));
      }
    }
    throw UnusableImage.cutOff();
  }
}
