package dev.trainyard.picture;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/**
 * A picture in memory.
 *
 * @param argb [height][width], eight bits each of alpha, red, green and blue, the colours not
 *     multiplied by alpha
 */
@SuppressWarnings("ArrayRecordComponent")
public record Bitmap(int width, int height, int[] argb) {
  private static final int BYTE = 8;
  private static final int OPAQUE = 0xff;

  /** Refuses an array of another size. */
  public Bitmap {
    if (argb.length != Math.multiplyExact(width, height)) {
      throw new IllegalArgumentException(
          "%d pixels are not %d times %d".formatted(argb.length, width, height));
    }
  }

  /**
   * The values of an image as they are stored, the upper eight bits where there are more. Java's
   * own conversion would take grey for linear and brighten it.
   */
  static Bitmap of(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    Raster raster = image.getRaster();
    int bands = raster.getNumBands();
    int[] argb = new int[width * height];
    int[] row = new int[width * bands];
    int[] shifts = new int[bands];
    for (int b = 0; b < bands; b++) {
      shifts[b] = image.getColorModel().getComponentSize(b) - BYTE;
    }
    for (int y = 0; y < height; y++) {
      raster.getPixels(0, y, width, 1, row);
      for (int x = 0; x < width; x++) {
        argb[y * width + x] =
            image.getColorModel() instanceof IndexColorModel palette
                ? palette.getRGB(row[x])
                : argb(row, x * bands, shifts);
      }
    }
    return new Bitmap(width, height, argb);
  }

  private static int argb(int[] row, int at, int[] shifts) {
    int bands = shifts.length;
    boolean isGrey = bands < 3;
    int red = eightBits(row[at], shifts[0]);
    int green = isGrey ? red : eightBits(row[at + 1], shifts[1]);
    int blue = isGrey ? red : eightBits(row[at + 2], shifts[2]);
    boolean isOpaque = bands % 2 == 1;
    int alpha = isOpaque ? OPAQUE : eightBits(row[at + bands - 1], shifts[bands - 1]);
    return alpha << 24 | red << 16 | green << 8 | blue;
  }

  private static int eightBits(int value, int shift) {
    return shift >= 0 ? value >> shift : value * OPAQUE / ((1 << (BYTE + shift)) - 1);
  }

  /**
   * The picture the right way up.
   *
   * @param orientation EXIF's: 1 as it is, 2 to 8 mirrored or turned
   */
  Bitmap upright(int orientation) {
    if (orientation == 1) {
      return this;
    }
    boolean turned = orientation >= 5;
    int toWidth = turned ? height : width;
    int toHeight = turned ? width : height;
    int[] upright = new int[argb.length];
    for (int y = 0; y < toHeight; y++) {
      for (int x = 0; x < toWidth; x++) {
        int from =
            switch (orientation) {
              case 2 -> y * width + width - 1 - x;
              case 3 -> (height - 1 - y) * width + width - 1 - x;
              case 4 -> (height - 1 - y) * width + x;
              case 5 -> x * width + y;
              case 6 -> (height - 1 - x) * width + y;
              case 7 -> (height - 1 - x) * width + width - 1 - y;
              case 8 -> x * width + width - 1 - y;
              default -> throw new IllegalArgumentException("orientation " + orientation);
            };
        upright[y * toWidth + x] = argb[from];
      }
    }
    return new Bitmap(toWidth, toHeight, upright);
  }

  /** The same without anything that is seen through: on this grey, 0 to 255. */
  Bitmap on(int grey) {
    int[] solid = new int[argb.length];
    for (int i = 0; i < solid.length; i++) {
      int alpha = alpha(argb[i]);
      int colour = OPAQUE;
      for (int c = 0; c < 3; c++) {
        int value = channel(argb[i], c) * alpha + grey * (OPAQUE - alpha);
        colour = colour << BYTE | (value + OPAQUE / 2) / OPAQUE;
      }
      solid[i] = colour;
    }
    return new Bitmap(width, height, solid);
  }

  static int alpha(int argb) {
    return argb >>> 24;
  }

  /** The value of a channel: 0 red, 1 green, 2 blue. */
  static int channel(int argb, int channel) {
    return argb >> (16 - BYTE * channel) & OPAQUE;
  }

  /** Its brightness, 0 to 255, by Rec. 601, as JPEG has it. */
  static int luma(int argb) {
    return (299 * channel(argb, 0) + 587 * channel(argb, 1) + 114 * channel(argb, 2) + 500) / 1000;
  }
}
