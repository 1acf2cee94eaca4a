package dev.trainyard.intake;

/**
 * How much one dataset may be.
 *
 * @param pixelBytes that all images take in memory, a byte for each value
 * @param origin who sets that, to be appended to what is refused
 */
public record IntakeLimits(long pixelBytes, String origin) {
  /** Of height and width. */
  public static final int LARGEST_SIDE = 256;

  /** Labels are 16 bit wide, and a softmax is not meant for more. */
  public static final int MOST_CLASSES = 1000;

  /** Of all splits together. */
  public static final int MOST_IMAGES = 1_000_000;

  /** Files and folders of an archive. */
  static final int MOST_ENTRIES = 100_000;

  /** How much larger than the images as they are kept all may be that an archive unpacks to. */
  private static final int UNPACKED = 10;

  /** The same of their pixels before they are brought to one size, which take time to decode. */
  private static final int DECODED = 20;

  /** How many pixels all pictures of an upload may have as they are decoded. */
  long decodedPixels() {
    return DECODED * pixelBytes;
  }

  /** What all files of an upload may come to, unpacked. */
  long unpackedBytes() {
    return UNPACKED * pixelBytes;
  }
}
