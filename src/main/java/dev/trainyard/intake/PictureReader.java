package dev.trainyard.intake;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.WritableRaster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a PNG or JPEG of a stranger: by the reader of its format and no other, its size looked at
 * before anything is decoded, nothing but pixels decoded.
 */
final class PictureReader {
  /** Of a picture that is to be made smaller. */
  private static final int MOST_PIXELS = 16_000_000;

  /** What is this much larger than wanted, in either direction, is read in steps. */
  private static final int FINE_ENOUGH = 4;

  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final byte[] JPEG = {(byte) 0xff, (byte) 0xd8, (byte) 0xff};
  private static final byte[] ZIP = {'P', 'K', 3, 4};
  private static final byte[] GZIP = {0x1f, (byte) 0x8b};

  /**
   * A picture in colours.
   *
   * @param rgb [height][width][3], what is transparent on white
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Picture(int height, int width, byte[] rgb) {}

  /** The size that pictures are brought to. */
  record Size(int height, int width) {}

  private PictureReader() {}

  /**
   * Reads one.
   *
   * @param wanted the size that it is brought to; null where it must have from 1x1 to {@value
   *     IntakeLimits#LARGEST_SIDE} in square as it is
   */
  static Picture read(byte[] file, @Nullable Size wanted, String where) {
    ImageReader reader = ImageIO.getImageReadersByFormatName(format(file, where)).next();
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
      reader.setInput(in, true, true);
      reader.addIIOReadWarningListener((_, warning) -> refuse(where, warning));
      ImageReadParam param = reader.getDefaultReadParam();
      requireSize(reader.getWidth(0), reader.getHeight(0), wanted, where);
      if (wanted != null) {
        param.setSourceSubsampling(
            step(reader.getWidth(0), wanted.width()),
            step(reader.getHeight(0), wanted.height()),
            0,
            0);
      }
      Picture picture = picture(reader.read(0, param));
      return wanted == null ? picture : Resampler.to(picture, wanted);
    } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw Wrong.at(where, "cannot be decoded: " + reason(e));
    } finally {
      reader.dispose();
    }
  }

  private static void refuse(String where, String warning) {
    throw Wrong.at(where, "is damaged: " + warning);
  }

  private static String reason(Exception e) {
    Throwable cause = e instanceof IIOException && e.getCause() != null ? e.getCause() : e;
    return String.valueOf(cause.getMessage() == null ? e.getMessage() : cause.getMessage());
  }

  private static String format(byte[] file, String where) {
    if (begins(file, PNG)) {
      return "png";
    }
    if (begins(file, JPEG)) {
      return "jpeg";
    }
    if (begins(file, ZIP) || begins(file, GZIP)) {
      throw Wrong.at(where, "is an archive itself, and is not unpacked");
    }
    throw Wrong.at(where, "is neither PNG nor JPEG");
  }

  static boolean begins(byte[] file, byte[] magic) {
    return file.length >= magic.length
        && Arrays.equals(file, 0, magic.length, magic, 0, magic.length);
  }

  private static void requireSize(int width, int height, @Nullable Size wanted, String where) {
    if ((long) width * height > MOST_PIXELS) {
      throw Wrong.at(
          where,
          "is %,dx%,d pixels, more than the %,d that are decoded"
              .formatted(height, width, MOST_PIXELS));
    }
    int side = IntakeLimits.LARGEST_SIDE;
    if (wanted == null && (width > side || height > side)) {
      throw Wrong.at(
          where,
          "is %dx%d pixels; up to %dx%d can be trained on: give height and width to bring all images to one size"
              .formatted(height, width, side, side));
    }
  }

  private static int step(int size, int wanted) {
    return Math.max(1, size / (FINE_ENOUGH * wanted));
  }

  private static Picture picture(BufferedImage image) {
    int height = image.getHeight();
    int width = image.getWidth();
    byte[] rgb = new byte[3 * height * width];
    boolean isGrey =
        image.getRaster().getNumBands() < 3 && !(image.getColorModel() instanceof IndexColorModel);
    if (isGrey) {
      grey(image, rgb);
    } else {
      int[] row = new int[width];
      for (int y = 0; y < height; y++) {
        image.getRGB(0, y, width, 1, row, 0, width);
        for (int x = 0; x < width; x++) {
          int alpha = row[x] >>> 24;
          for (int c = 0; c < 3; c++) {
            rgb[3 * (y * width + x) + c] = onWhite((row[x] >> (16 - 8 * c)) & 0xff, alpha);
          }
        }
      }
    }
    return new Picture(height, width, rgb);
  }

  /** Java 2D would take grey values for linear ones and make them lighter. */
  private static void grey(BufferedImage image, byte[] rgb) {
    WritableRaster raster = image.getRaster();
    int bands = raster.getNumBands();
    double scale = 255.0 / ((1 << image.getColorModel().getComponentSize(0)) - 1);
    int[] samples = new int[bands];
    for (int p = 0; p < rgb.length / 3; p++) {
      raster.getPixel(p % raster.getWidth(), p / raster.getWidth(), samples);
      int alpha = bands == 2 ? (int) Math.round(samples[1] * scale) : 255;
      byte value = onWhite((int) Math.round(samples[0] * scale), alpha);
      Arrays.fill(rgb, 3 * p, 3 * p + 3, value);
    }
  }

  private static byte onWhite(int value, int alpha) {
    return (byte) ((value * alpha + 255 * (255 - alpha) + 127) / 255);
  }
}
