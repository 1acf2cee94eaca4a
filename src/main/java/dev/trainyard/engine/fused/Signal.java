package dev.trainyard.engine.fused;

import java.util.stream.IntStream;

/**
 * What flows between two stages: the values of a mini-batch on the way forward and their gradients
 * on the way back, in chunks of 16 to 64 examples, see {@link FusedNetwork#lanes}.
 *
 * <p>As {@link Format#ROWS} the values of an example lie together: [chunk][lane][value], an image
 * as [channels][height][width], which is DL4J's order. As {@link Format#LANES} the examples of a
 * chunk lie together: [chunk][height][channels][width][lane]; so every loop of a convolution or a
 * pooling runs over adjacent floats.
 */
final class Signal {

  /** The order in memory. */
  enum Format {
    ROWS,
    LANES
  }

  final Format format;
  final int chunks;

  /** Examples in a chunk. */
  final int lanes;

  final int height;
  final int width;
  final int channels;

  /** Values in one example. */
  final int size;

  final float[] values;

  /** d loss / d value; empty where nobody asks for it. */
  final float[] gradients;

  private Signal(
      Format format, int height, int width, int channels, int chunks, int lanes, boolean learns) {
    this.format = format;
    this.chunks = chunks;
    this.lanes = lanes;
    this.height = height;
    this.width = width;
    this.channels = channels;
    this.size = height * width * channels;
    int length = Math.toIntExact((long) chunks * lanes * size);
    this.values = new float[length];
    this.gradients = new float[learns ? length : 0];
  }

  /**
   * The images that come in, whose gradients nobody needs.
   *
   * @param lanes examples in a chunk
   */
  static Signal input(Format format, int height, int width, int channels, int chunks, int lanes) {
    return new Signal(format, height, width, channels, chunks, lanes, false);
  }

  /** Vectors of {@code size} values for the same examples. */
  Signal vectors(int size) {
    return new Signal(Format.ROWS, 1, 1, size, chunks, lanes, true);
  }

  /** Images in a format of choice for the same examples. */
  Signal images(Format other, int rows, int columns, int filters) {
    return new Signal(other, rows, columns, filters, chunks, lanes, true);
  }

  /** Another one of the same shape. */
  Signal like() {
    return images(format, height, width, channels);
  }

  /** The first example of a chunk. */
  int first(int chunk) {
    return chunk * lanes;
  }

  /** Examples in a chunk of a mini-batch of so many. */
  int filled(int chunk, int examples) {
    return Math.min(lanes, examples - chunk * lanes);
  }

  /** Whether the stage behind has to compute gradients for the one before. */
  boolean learns() {
    return gradients.length > 0;
  }

  /** Where a chunk begins. */
  int start(int chunk) {
    return chunk * lanes * size;
  }

  /**
   * Where a value of an example lies.
   *
   * @param index the value's number in DL4J's order: channels, rows, columns
   */
  int place(int chunk, int lane, int index) {
    if (format == Format.ROWS) {
      return start(chunk) + lane * size + index;
    }
    int channel = index / (height * width);
    int row = index / width % height;
    int column = index % width;
    return start(chunk) + ((row * channels + channel) * width + column) * lanes + lane;
  }

  /** Where in a chunk each value of its first example lies, in DL4J's order. */
  int[] places() {
    return IntStream.range(0, size).map(i -> place(0, 0, i)).toArray();
  }
}
