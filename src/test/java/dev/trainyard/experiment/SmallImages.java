package dev.trainyard.experiment;

import dev.trainyard.dataset.BuiltInDatasets;
import dev.trainyard.dataset.ImageDataset;
import dev.trainyard.dataset.LabelledImages;
import java.util.SplittableRandom;
import org.jspecify.annotations.NullUnmarked;

/** Images in the shape of MNIST: each class is a bright band at its own height, in noise. */
@NullUnmarked
final class SmallImages {
  private static final int SIDE = 28;

  private SmallImages() {}

  static ImageDataset dataset(int train, int test) {
    return new ImageDataset(BuiltInDatasets.MNIST, "a test", images(train, 1), images(test, 2));
  }

  private static LabelledImages images(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    byte[] pixels = new byte[count * SIDE * SIDE];
    short[] labels = new short[count];
    for (int i = 0; i < count; i++) {
      labels[i] = (short) random.nextInt(10);
      for (int p = 0; p < SIDE * SIDE; p++) {
        boolean bright = p / SIDE / 2 == labels[i] + 2;
        pixels[i * SIDE * SIDE + p] = (byte) (random.nextInt(128) + (bright ? 100 : 0));
      }
    }
    return new LabelledImages(SIDE, SIDE, 1, 10, pixels, labels);
  }
}
