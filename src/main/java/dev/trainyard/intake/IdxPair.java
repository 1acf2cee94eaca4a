package dev.trainyard.intake;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Images and their labels in the IDX format: a magic number, each dimension as a big-endian 32-bit
 * number, then the values. Images are unsigned bytes in three dimensions (grey) or four (the last
 * are the channels), labels unsigned bytes or 16-bit numbers. Read image by image.
 */
record IdxPair(IdxPair.Side images, IdxPair.Side labels) {
  static final int LONGEST_HEADER = 20;

  private static final int GREY = 0x0803;
  private static final int COLOUR = 0x0804;
  private static final int BYTES = 0x0801;
  private static final int SHORTS = 0x0B01;

  /**
   * One of the two files.
   *
   * @param where the file as it is named in a sentence
   */
  record Side(Path path, String where) {}

  /** Height, width, channels. */
  private record Header(int count, int height, int width, int channels) {
    int size() {
      return height * width * channels;
    }
  }

  /** Hands all images to a spool, with the names of their labels. */
  void read(Spool spool, Part part, IntakeOptions options) throws IOException {
    try (DataInputStream pixels = open(images);
        DataInputStream numbers = open(labels)) {
      Header header = header(pixels);
      int width = labelWidth(numbers);
      int count = numbers.readInt();
      requireSize(labels, 8, count, width);
      if (count != header.count()) {
        throw Wrong.at(
            labels.where(),
            "has %,d labels, but %s has %,d images"
                .formatted(count, images.where(), header.count()));
      }
      agree(spool, header, options);
      byte[] image = new byte[header.size()];
      for (int i = 0; i < count; i++) {
        pixels.readFully(image);
        int label = width == 1 ? numbers.readUnsignedByte() : numbers.readUnsignedShort();
        String where = "image %,d of %s".formatted(i, images.where());
        spool.add(name(label, i, options), part, image, where);
      }
    }
  }

  private static DataInputStream open(Side side) throws IOException {
    if (Files.size(side.path()) < 8) {
      throw Wrong.at(side.where(), "ends within its header");
    }
    return new DataInputStream(new BufferedInputStream(Files.newInputStream(side.path()), 1 << 16));
  }

  private Header header(DataInputStream in) throws IOException {
    int magic = in.readInt();
    if (magic != GREY && magic != COLOUR) {
      throw Wrong.at(
          images.where(),
          "begins with 0x%08X; images begin with 0x%08X or, with channels, 0x%08X"
              .formatted(magic, GREY, COLOUR));
    }
    int length = magic == GREY ? 16 : LONGEST_HEADER;
    if (Files.size(images.path()) < length) {
      throw Wrong.at(images.where(), "ends within its header");
    }
    int count = in.readInt();
    int height = in.readInt();
    int width = in.readInt();
    int channels = magic == GREY ? 1 : in.readInt();
    if (channels != 1 && channels != 3) {
      throw Wrong.at(images.where(), "has %d channels; 1 and 3 are known".formatted(channels));
    }
    int most = IntakeLimits.LARGEST_SIDE;
    if (height < 1 || width < 1 || height > most || width > most) {
      throw Wrong.at(
          images.where(),
          "has images of %dx%d pixels; from 1x1 to %dx%d can be trained on"
              .formatted(height, width, most, most));
    }
    requireSize(images, length, count, height * width * channels);
    return new Header(count, height, width, channels);
  }

  private int labelWidth(DataInputStream in) throws IOException {
    int magic = in.readInt();
    if (magic != BYTES && magic != SHORTS) {
      throw Wrong.at(
          labels.where(),
          "begins with 0x%08X; labels begin with 0x%08X or, in 16 bit, 0x%08X"
              .formatted(magic, BYTES, SHORTS));
    }
    return magic == BYTES ? 1 : 2;
  }

  private static void requireSize(Side side, int header, int count, int size) throws IOException {
    long promised = header + (long) count * size;
    long present = Files.size(side.path());
    if (count < 1 || present != promised) {
      throw Wrong.at(
          side.where(),
          "promises %,d items of %,d bytes in its header, which make %,d bytes; it has %,d"
              .formatted(count, size, promised, present));
    }
  }

  private void agree(Spool spool, Header header, IntakeOptions options) {
    Integer rows = options.height();
    Integer columns = options.width();
    Integer values = options.channels();
    boolean isAsked =
        (rows == null || rows == header.height())
            && (columns == null || columns == header.width())
            && (values == null || values == header.channels());
    if (!isAsked) {
      throw Wrong.at(
          images.where(),
          "has images of %dx%dx%d, and IDX files are not brought to another size"
              .formatted(header.height(), header.width(), header.channels()));
    }
    if (spool.isEmpty()) {
      spool.shape(header.height(), header.width(), header.channels(), images.where());
    } else if (spool.height() != header.height()
        || spool.width() != header.width()
        || spool.channels() != header.channels()) {
      throw Wrong.at(images.where(), "has images of another size than those that came before");
    }
  }

  private String name(int label, int index, IntakeOptions options) {
    if (options.classes().isEmpty()) {
      return String.valueOf(label);
    }
    if (label >= options.classes().size()) {
      throw Wrong.at(
          labels.where(),
          "has the label %d at image %,d; classes has names for 0 to %d"
              .formatted(label, index, options.classes().size() - 1));
    }
    return options.classes().get(label);
  }
}
