package dev.trainyard.picture;

/**
 * What a reader is given of a file.
 *
 * @param bytes of the file, or of those of its parts that its pixels need
 * @param orientation EXIF's: 1 as it is, 2 to 8 mirrored or turned
 * @param weight how many ordinary pixels cost as much to decode as one of these
 */
@SuppressWarnings("ArrayRecordComponent")
record ImageSource(byte[] bytes, int orientation, int weight) {

  /** Of pixels that cost no more than others. */
  static ImageSource of(byte[] bytes, int orientation) {
    return new ImageSource(bytes, orientation, 1);
  }
}
