package dev.trainyard.intake;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Images of one size on their way into a dataset: pixels on disk, one byte for each value; labels
 * in memory. What a dataset may be is checked with every image, so nothing is written in vain.
 */
final class Spool implements AutoCloseable {
  private static final String PIXELS = "pixels";
  private static final int COLOUR = 3;

  private final Path directory;
  private final IntakeOptions options;
  private final IntakeLimits limits;
  private final OutputStream out;
  private final Classes classes;
  private final Map<Integer, Integer> counts = new HashMap<>();

  private int height;
  private int width;
  private int channels;
  private boolean colour;
  private int count;
  private int[] labels = new int[1 << 10];
  private Part[] parts = new Part[1 << 10];

  /**
   * An empty spool.
   *
   * @param directory where its files are to be
   */
  Spool(Path directory, IntakeOptions options, IntakeLimits limits) throws IOException {
    this.directory = directory;
    this.options = options;
    this.limits = limits;
    this.classes = new Classes(options.classes());
    this.out = new BufferedOutputStream(Files.newOutputStream(directory.resolve(PIXELS)), 1 << 16);
  }

  /** Whether no image has come yet. */
  boolean isEmpty() {
    return count == 0;
  }

  int height() {
    return height;
  }

  int width() {
    return width;
  }

  int channels() {
    return channels;
  }

  /**
   * Says how large images are, before the first.
   *
   * @param from the first image, as it is named in a sentence
   */
  void shape(int rows, int columns, int values, String from) {
    int most = IntakeLimits.LARGEST_SIDE;
    if (rows < 1 || columns < 1 || rows > most || columns > most) {
      throw Wrong.at(
          from,
          "is %dx%d pixels; images may have from 1x1 to %dx%d, and height and width bring pictures of any size to one"
              .formatted(rows, columns, most, most));
    }
    height = rows;
    width = columns;
    channels = values;
  }

  /**
   * Adds an image.
   *
   * @param pixels [height][width][channels]
   * @param where the image as it is named in a sentence
   */
  void add(String label, Part part, byte[] pixels, String where) {
    if (count == IntakeLimits.MOST_IMAGES) {
      throw Wrong.at(where, "is beyond the %,d images that a dataset may have".formatted(count));
    }
    int number = classes.number(label, where);
    colour = colour || isColour(pixels);
    count++;
    requireRoom(where);
    try {
      out.write(pixels);
    } catch (IOException e) {
      // Not the upload's fault.
      throw new UncheckedIOException(e);
    }
    if (count > labels.length) {
      labels = Arrays.copyOf(labels, 2 * labels.length);
      parts = Arrays.copyOf(parts, 2 * parts.length);
    }
    labels[count - 1] = number;
    parts[count - 1] = part;
    counts.merge(number, 1, Integer::sum);
  }

  private boolean isColour(byte[] pixels) {
    if (channels < COLOUR || colour) {
      return colour;
    }
    if (options.channels() != null) {
      return true;
    }
    for (int p = 0; p < pixels.length; p += COLOUR) {
      if (pixels[p] != pixels[p + 1] || pixels[p] != pixels[p + 2]) {
        return true;
      }
    }
    return false;
  }

  private int keptChannels() {
    return colour ? channels : 1;
  }

  private void requireRoom(String where) {
    long bytes = (long) count * height * width * keptChannels();
    if (bytes > limits.pixelBytes()) {
      throw Wrong.at(
          where,
          "is too much: %,d images of %dx%dx%d take %,d bytes of memory; a dataset may take %,d%s"
              .formatted(
                  count,
                  height,
                  width,
                  keptChannels(),
                  bytes,
                  limits.pixelBytes(),
                  limits.origin()));
    }
  }

  /** Splits what is not split, and writes the four files of the dataset. */
  Taken finish(String origin, List<String> ignored) throws IOException {
    out.close();
    if (count == 0) {
      throw Wrong.upload("has no image");
    }
    if (classes.count() < 2) {
      throw Wrong.upload(
          "has only one class, %s; at least 2 are needed".formatted(Wrong.shown(classes.name(0))));
    }
    String split = "split as it was";
    if (parts[0] == Part.OPEN) {
      new Splitter(options.seed(), options.testFraction()).split(labels, parts, count, classes);
      split =
          "split by the seed %d, %s of each class for testing"
              .formatted(options.seed(), percent(options.testFraction()));
    }
    requireEachInBoth();
    int[] shape = {height, width, keptChannels()};
    try (InputStream in =
            new BufferedInputStream(Files.newInputStream(directory.resolve(PIXELS)), 1 << 16);
        IdxWriter writer = new IdxWriter(directory, shape, classes.count())) {
      byte[] image = new byte[height * width * channels];
      int[] order = classes.order();
      int tests = tests();
      writer.begin(count - tests, tests);
      for (int i = 0; i < count; i++) {
        in.readNBytes(image, 0, image.length);
        writer.add(
            parts[i] == Part.TEST,
            channels == keptChannels() ? image : grey(image),
            order[labels[i]]);
      }
      return writer.finish(options, classes.names(), origin, split, ignored);
    } finally {
      Files.delete(directory.resolve(PIXELS));
    }
  }

  private static String percent(double fraction) {
    return Math.round(1000 * fraction) / 10.0 + " %";
  }

  private int tests() {
    int tests = 0;
    for (int i = 0; i < count; i++) {
      tests += parts[i] == Part.TEST ? 1 : 0;
    }
    return tests;
  }

  /**
   * What a class has no test image of cannot be judged, and what it has none to learn from, not
   * learnt.
   */
  private void requireEachInBoth() {
    for (Part part : List.of(Part.TRAIN, Part.TEST)) {
      int[] balance = new int[classes.count()];
      for (int i = 0; i < count; i++) {
        balance[labels[i]] += parts[i] == part ? 1 : 0;
      }
      for (int c = 0; c < balance.length; c++) {
        if (balance[c] == 0) {
          throw Wrong.at(
              "class " + Wrong.shown(classes.name(c)),
              "has no %s image".formatted(part == Part.TRAIN ? "training" : "test"));
        }
      }
    }
  }

  private static byte[] grey(byte[] image) {
    byte[] grey = new byte[image.length / COLOUR];
    for (int p = 0; p < grey.length; p++) {
      grey[p] = image[COLOUR * p];
    }
    return grey;
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
