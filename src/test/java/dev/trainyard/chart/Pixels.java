package dev.trainyard.chart;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import javax.imageio.ImageIO;

/** What a PNG shows. */
record Pixels(BufferedImage image) {

  static Pixels of(Picture picture) {
    return of(picture.png());
  }

  static Pixels of(byte[] png) {
    try {
      return new Pixels(ImageIO.read(new ByteArrayInputStream(png)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Picture.Size size() {
    return new Picture.Size(image.getWidth(), image.getHeight());
  }

  /** The number of pixels of exactly this colour. */
  int count(Color colour) {
    int[] rgb = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    return (int) Arrays.stream(rgb).filter(pixel -> pixel == colour.getRGB()).count();
  }

  /** Whether there is nothing in this part of the picture. */
  boolean isWhite(int x, int y, int width, int height) {
    int[] rgb = image.getRGB(x, y, width, height, null, 0, width);
    return Arrays.stream(rgb).allMatch(pixel -> pixel == Color.WHITE.getRGB());
  }
}
