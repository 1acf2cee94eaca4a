package dev.trainyard.intake;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.jspecify.annotations.NullUnmarked;

/** Files with pictures in them. */
@NullUnmarked
public final class SamplePictures {
  private SamplePictures() {}

  /** One colour with some noise. */
  public static BufferedImage coloured(int width, int height, Color colour, long seed) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    SplittableRandom random = new SplittableRandom(seed);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int noise = random.nextInt(20);
        image.setRGB(
            x,
            y,
            new Color(
                    Math.min(255, colour.getRed() + noise),
                    Math.min(255, colour.getGreen() + noise / 2),
                    Math.min(255, colour.getBlue() + noise / 3))
                .getRGB());
      }
    }
    return image;
  }

  /** Values of grey that say by themselves where they are. */
  public static BufferedImage grey(int width, int height, int first) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    for (int p = 0; p < width * height; p++) {
      image.getRaster().setSample(p % width, p / width, 0, (first + p) & 0xff);
    }
    return image;
  }

  public static byte[] png(BufferedImage image) {
    return file(image, "png");
  }

  /** An 8 x 8 picture that is none like the others. */
  public static byte[] png(long seed) {
    return png(coloured(8, 8, Color.RED, seed));
  }

  public static byte[] file(BufferedImage image, String format) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(image, format, bytes)) {
        throw new IllegalStateException("no writer of " + format);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** A black picture, large and packed well. */
  public static byte[] black(int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_BINARY);
    Graphics2D g = image.createGraphics();
    g.dispose();
    return png(image);
  }
}
