package dev.trainyard.bench;

import dev.trainyard.dataset.LabelledImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The IDX files of MNIST as every JVM contestant reads them; their checksums were verified before.
 */
record Images(LabelledImages train, LabelledImages validation) {

  /**
   * The first images of each split.
   *
   * @param share the fraction that is kept, of the training and of the validation images
   */
  static Images read(Path directory, double share) throws IOException {
    return new Images(
        split(directory, "train", (int) (Workload.TRAIN_IMAGES * share)),
        split(directory, "t10k", (int) (Workload.VALIDATION_IMAGES * share)));
  }

  private static LabelledImages split(Path directory, String name, int count) throws IOException {
    byte[] images = Files.readAllBytes(directory.resolve(name + "-images-idx3-ubyte"));
    byte[] labels = Files.readAllBytes(directory.resolve(name + "-labels-idx1-ubyte"));
    short[] classes = new short[count];
    for (int i = 0; i < count; i++) {
      classes[i] = labels[8 + i];
    }
    return new LabelledImages(
        28, 28, 1, 10, Arrays.copyOfRange(images, 16, 16 + count * 784), classes);
  }

  /**
   * [count][784], scaled to [0, 1]: how the peers that want floats get them, once, at the start.
   */
  static float[][] floats(LabelledImages images) {
    float[][] rows = new float[images.count()][images.imageSize()];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < rows[i].length; j++) {
        rows[i][j] = (images.pixels()[i * rows[i].length + j] & 0xff) / 255f;
      }
    }
    return rows;
  }
}
