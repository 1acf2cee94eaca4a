package dev.trainyard.dataset;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads images and labels in the IDX format, in which MNIST was published: a magic number (two zero
 * bytes, 8 for unsigned bytes or 11 for big-endian 16-bit numbers, the number of dimensions), each
 * dimension as a big-endian 32-bit number, then the values. Images have unsigned bytes and three
 * dimensions, or a fourth for their channels; labels have 16 bits where there are more than 256
 * classes.
 */
final class IdxReader {
  private static final int GREY_IMAGES = 0x00000803;
  private static final int COLOUR_IMAGES = 0x00000804;
  private static final int LABELS = 0x00000801;
  private static final int WIDE_LABELS = 0x00000B01;
  private static final int LABELS_HEADER = 8;

  /** What one array holds. */
  private static final int LARGEST = Integer.MAX_VALUE - 8;

  private IdxReader() {}

  /**
   * Reads one split.
   *
   * @param channels of the images, 1 for grey
   * @param classes labels must be below it
   * @throws InvalidIdxFile if a file breaks the format or the two do not belong together
   */
  static LabelledImages read(Path images, Path labels, int channels, int classes)
      throws IOException {
    short[] classOf = labels(labels, classes);
    int header = channels == 1 ? 16 : 20;
    try (DataInputStream in = open(images, header)) {
      requireMagic(images, in, channels == 1 ? GREY_IMAGES : COLOUR_IMAGES, "images");
      int count = dimension(images, in, 4, "images");
      if (count != classOf.length) {
        throw new InvalidIdxFile(
            images,
            4,
            "the header promises %,d images, but %s has %,d labels"
                .formatted(count, labels, classOf.length));
      }
      int height = dimension(images, in, 8, "rows");
      int width = dimension(images, in, 12, "columns");
      requireChannels(images, in, channels);
      double size = (double) height * width * channels;
      byte[] pixels = body(images, in, header, "images", count, size);
      return new LabelledImages(height, width, channels, classes, pixels, classOf);
    }
  }

  private static void requireChannels(Path file, DataInputStream in, int channels)
      throws IOException {
    int found = channels == 1 ? 1 : dimension(file, in, 16, "channels");
    if (found != channels) {
      throw new InvalidIdxFile(
          file, 16, "the images have %d channels instead of %d".formatted(found, channels));
    }
  }

  private static short[] labels(Path file, int classes) throws IOException {
    boolean wide = classes > 256;
    int bytes = wide ? Short.BYTES : Byte.BYTES;
    try (DataInputStream in = open(file, LABELS_HEADER)) {
      requireMagic(file, in, wide ? WIDE_LABELS : LABELS, "labels");
      int count = dimension(file, in, 4, "labels");
      ByteBuffer values = ByteBuffer.wrap(body(file, in, LABELS_HEADER, "labels", count, bytes));
      short[] labels = new short[count];
      for (int i = 0; i < count; i++) {
        int label = wide ? values.getShort() & 0xffff : values.get() & 0xff;
        if (label >= classes) {
          throw new InvalidIdxFile(
              file,
              LABELS_HEADER + (long) bytes * i,
              "the label %d of image %,d is not one of 0 to %d".formatted(label, i, classes - 1));
        }
        labels[i] = (short) label;
      }
      return labels;
    }
  }

  private static DataInputStream open(Path file, int header) throws IOException {
    long size = Files.size(file);
    if (size < header) {
      throw new InvalidIdxFile(
          file, size, "the file ends inside its header of %d bytes".formatted(header));
    }
    return new DataInputStream(new BufferedInputStream(Files.newInputStream(file)));
  }

  private static void requireMagic(Path file, DataInputStream in, int expected, String what)
      throws IOException {
    int magic = in.readInt();
    if (magic != expected) {
      throw new InvalidIdxFile(
          file,
          0,
          "the magic number is 0x%08X; %s begin with 0x%08X".formatted(magic, what, expected));
    }
  }

  private static int dimension(Path file, DataInputStream in, int offset, String what)
      throws IOException {
    int value = in.readInt();
    if (value < 1) {
      throw new InvalidIdxFile(
          file, offset, "the number of %s is %d; at least 1 is needed".formatted(what, value));
    }
    return value;
  }

  private static byte[] body(
      Path file, DataInputStream in, int header, String what, int count, double size)
      throws IOException {
    // In doubles: the product of hostile dimensions overflows a long.
    double promised = header + count * size;
    long present = Files.size(file);
    if (present < promised) {
      throw new InvalidIdxFile(
          file,
          present,
          "the file ends in item %,d of the %,d %s that its header promises"
              .formatted((long) ((present - header) / size), count, what));
    }
    if (present > promised) {
      throw new InvalidIdxFile(
          file,
          (long) promised,
          "%,d bytes follow the last of %,d %s".formatted(present - (long) promised, count, what));
    }
    if (promised - header > LARGEST) {
      throw new InvalidIdxFile(
          file,
          4,
          "%,d %s of %,.0f bytes are more than the %,d bytes that can be read"
              .formatted(count, what, size, LARGEST));
    }
    byte[] bytes = new byte[(int) promised - header];
    in.readFully(bytes);
    return bytes;
  }
}
