package dev.trainyard.dataset;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads images and labels in the IDX format, in which MNIST was published: a magic number (two zero
 * bytes, 8 for unsigned bytes, the number of dimensions), each dimension as a big-endian 32-bit
 * number, then the bytes.
 */
final class IdxReader {
  private static final int IMAGES = 0x00000803;
  private static final int LABELS = 0x00000801;
  private static final int IMAGES_HEADER = 16;
  private static final int LABELS_HEADER = 8;

  /** What one array holds. */
  private static final int LARGEST = Integer.MAX_VALUE - 8;

  private IdxReader() {}

  /**
   * Reads one split of grey images.
   *
   * @param classes labels must be below it
   * @throws InvalidIdxFile if a file breaks the format or the two do not belong together
   */
  static LabelledImages read(Path images, Path labels, int classes) throws IOException {
    byte[] classOf = labels(labels, classes);
    try (DataInputStream in = open(images, IMAGES_HEADER)) {
      requireMagic(images, in, IMAGES, "images");
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
      byte[] pixels = body(images, in, IMAGES_HEADER, "images", count, (long) height * width);
      return new LabelledImages(height, width, 1, classes, pixels, classOf);
    }
  }

  private static byte[] labels(Path file, int classes) throws IOException {
    try (DataInputStream in = open(file, LABELS_HEADER)) {
      requireMagic(file, in, LABELS, "labels");
      int count = dimension(file, in, 4, "labels");
      byte[] labels = body(file, in, LABELS_HEADER, "labels", count, 1);
      for (int i = 0; i < count; i++) {
        int label = labels[i] & 0xff;
        if (label >= classes) {
          throw new InvalidIdxFile(
              file,
              (long) LABELS_HEADER + i,
              "the label %d of image %,d is not one of 0 to %d".formatted(label, i, classes - 1));
        }
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
      Path file, DataInputStream in, int header, String what, int count, long size)
      throws IOException {
    // In doubles: the product of three hostile dimensions overflows a long.
    double promised = header + (double) count * size;
    long present = Files.size(file);
    if (present < promised) {
      throw new InvalidIdxFile(
          file,
          present,
          "the file ends in item %,d of the %,d %s that its header promises"
              .formatted((present - header) / size, count, what));
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
          "%,d %s of %,d bytes are more than the %,d bytes that can be read"
              .formatted(count, what, size, LARGEST));
    }
    byte[] bytes = new byte[(int) promised - header];
    in.readFully(bytes);
    return bytes;
  }
}
