package dev.trainyard.engine.fused;

/**
 * What flows between two stages: the values of a mini-batch on the way forward and their gradients
 * on the way back, in chunks of {@link #LANES} examples.
 *
 * <p>As {@link Format#ROWS} the values of an example lie together: [chunk][lane][value], an image
 * as [channels][height][width], which is DL4J's order. As {@link Format#LANES} the examples of a
 * chunk lie together: [chunk][height][channels][width][lane]; so every loop of a convolution or a
 * pooling runs over adjacent floats.
 */
final class Signal {

  /** Examples in a chunk. */
  static final int LANES = 64;

  /** The order in memory. */
  enum Format {
    ROWS,
    LANES
  }

  final Format format;
  final int height;
  final int width;
  final int channels;

  /** Values in one example. */
  final int size;

  final float[] values;

  /** d loss / d value; empty where nobody asks for it. */
  final float[] gradients;

  private Signal(Format format, int height, int width, int channels, int chunks, boolean learns) {
    this.format = format;
    this.height = height;
    this.width = width;
    this.channels = channels;
    this.size = height * width * channels;
    int length = Math.toIntExact((long) chunks * LANES * size);
    this.values = new float[length];
    this.gradients = new float[learns ? length : 0];
  }

  /** Vectors of {@code size} values. */
  static Signal vectors(int size, int chunks) {
    return new Signal(Format.ROWS, 1, 1, size, chunks, true);
  }

  /** Images in a format of choice. */
  static Signal images(Format format, int height, int width, int channels, int chunks) {
    return new Signal(format, height, width, channels, chunks, true);
  }

  /** The images that come in, whose gradients nobody needs. */
  static Signal input(Format format, int height, int width, int channels, int chunks) {
    return new Signal(format, height, width, channels, chunks, false);
  }

  /** Another one of the same shape. */
  Signal like(int chunks) {
    return new Signal(format, height, width, channels, chunks, true);
  }

  /** Whether the stage behind has to compute gradients for the one before. */
  boolean learns() {
    return gradients.length > 0;
  }

  /** Where a chunk begins. */
  int start(int chunk) {
    return chunk * LANES * size;
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
    return start(chunk) + ((row * channels + channel) * width + column) * LANES + lane;
  }
}
