package dev.trainyard.engine;

import dev.trainyard.dataset.LabelledImages;
import dev.trainyard.network.Shape;
import java.util.Random;

/**
 * Images that a small network can learn: each class is a pattern of its own under noise. Every
 * fourth pixel is black in most images, as those at the edge of a handwritten digit are.
 */
final class SyntheticImages {

  /** Of this many images one has something where the others are black. */
  private static final int RARITY = 30;

  private SyntheticImages() {}

  /**
   * Makes images. The patterns depend on {@code shape} and {@code classes} alone, so that images
   * made with different seeds belong to the same problem.
   */
  static LabelledImages of(Shape.Image shape, int classes, int count, long seed) {
    byte[] patterns = new byte[classes * shape.size()];
    new Random(classes).nextBytes(patterns);
    Random random = new Random(seed);
    byte[] pixels = new byte[count * shape.size()];
    short[] labels = new short[count];
    for (int i = 0; i < count; i++) {
      int label = random.nextInt(classes);
      labels[i] = (short) label;
      for (int p = 0; p < shape.size(); p++) {
        int pattern = patterns[label * shape.size() + p] & 0xff;
        boolean black = p % 4 == 1 && random.nextInt(RARITY) > 0;
        pixels[i * shape.size() + p] = (byte) (black ? 0 : (pattern + random.nextInt(256)) / 2);
      }
    }
    return new LabelledImages(
        shape.height(), shape.width(), shape.channels(), classes, pixels, labels);
  }
}
