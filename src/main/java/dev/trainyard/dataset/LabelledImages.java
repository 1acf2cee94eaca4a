package dev.trainyard.dataset;

import java.awt.image.BufferedImage;

/**
 * One split of a dataset: images as unsigned bytes, row by row, and a label for each.
 *
 * <p>Instances are shared by all trials; the arrays are read, never written. Pixels stay bytes (47
 * MB for the 60,000 training images of MNIST, where floats would take 188 MB) and become floats in
 * [0, 1] as they enter a mini-batch.
 *
 * @param height pixels from top to bottom
 * @param width pixels from left to right
 * @param channels values per pixel, 1 for grey
 * @param classes number of classes; labels are below it
 * @param pixels [count][height][width][channels], unsigned, 0 to 255
 * @param labels [count], 0 to classes - 1
 */
@SuppressWarnings("ArrayRecordComponent")
public record LabelledImages(
    int height, int width, int channels, int classes, byte[] pixels, short[] labels) {

  /** Refuses arrays whose sizes do not belong together. */
  public LabelledImages {
    if (pixels.length != Math.multiplyExact(labels.length, height * width * channels)) {
      throw new IllegalArgumentException(
          "%d pixels are not %d images of %dx%dx%d"
              .formatted(pixels.length, labels.length, height, width, channels));
    }
  }

  /** A copy of some of the images, in the order of their indices. */
  public LabelledImages only(int[] indices) {
    int size = imageSize();
    byte[] somePixels = new byte[Math.multiplyExact(indices.length, size)];
    short[] someLabels = new short[indices.length];
    for (int i = 0; i < indices.length; i++) {
      System.arraycopy(pixels, indices[i] * size, somePixels, i * size, size);
      someLabels[i] = labels[indices[i]];
    }
    return new LabelledImages(height, width, channels, classes, somePixels, someLabels);
  }

  /**
   * All images moved over their background: what leaves an image is lost, what comes in is black,
   * or the pixel at the edge again where the background may have any colour.
   *
   * @param down in pixels; negative is up
   * @param right in pixels; negative is to the left
   */
  public LabelledImages shifted(int down, int right, Composition composition) {
    byte[] moved =
        composition == Composition.WHOLE_PICTURE
            ? shiftedOverEdges(down, right)
            : shiftedOverBlack(down, right);
    return new LabelledImages(height, width, channels, classes, moved, labels);
  }

  private byte[] shiftedOverEdges(int down, int right) {
    byte[] moved = new byte[pixels.length];
    for (int i = 0; i < labels.length * height * width; i++) {
      int image = i / (height * width);
      int row = Math.clamp(i / width % height - down, 0, height - 1);
      int column = Math.clamp(i % width - right, 0, width - 1);
      int source = (image * height + row) * width + column;
      System.arraycopy(pixels, source * channels, moved, i * channels, channels);
    }
    return moved;
  }

  private byte[] shiftedOverBlack(int down, int right) {
    byte[] moved = new byte[pixels.length];
    int first = Math.max(0, right);
    int last = Math.min(width, width + right);
    for (int row = 0; row < labels.length * height && first < last; row++) {
      int from = row % height - down;
      if (from >= 0 && from < height) {
        int source = ((row - down) * width + first - right) * channels;
        int length = (last - first) * channels;
        System.arraycopy(pixels, source, moved, (row * width + first) * channels, length);
      }
    }
    return moved;
  }

  /** Image {@code index} in colours: grey where there is one channel. */
  public BufferedImage picture(int index) {
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int p = 0; p < width * height; p++) {
      int first = index * imageSize() + p * channels;
      int rgb = 0;
      for (int c = 0; c < 3; c++) {
        rgb = (rgb << 8) | (pixels[first + Math.min(c, channels - 1)] & 0xff);
      }
      picture.setRGB(p % width, p / width, rgb);
    }
    return picture;
  }

  /** The number of images. */
  public int count() {
    return labels.length;
  }

  /** The number of values in one image: height times width times channels. */
  public int imageSize() {
    return height * width * channels;
  }

  /** The label of image {@code index}, 0 to classes - 1. */
  public int label(int index) {
    return labels[index];
  }
}
