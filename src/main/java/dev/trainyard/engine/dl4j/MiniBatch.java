package dev.trainyard.engine.dl4j;

import dev.trainyard.dataset.LabelledImages;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.dataset.DataSet;

/** Images and labels as DL4J wants them; one after the other in the same memory. */
final class MiniBatch implements AutoCloseable {
  private @Nullable FilledArray features; // [batch, channels, height, width], 0 to 1
  private @Nullable FilledArray labels; // [batch, classes], one-hot unless smoothed

  /** The images {@code order[from]} to {@code order[to - 1]}; valid until the next call. */
  DataSet of(LabelledImages images, int[] order, int from, int to) {
    return of(images, order, from, to, 0);
  }

  /**
   * As {@link #of(LabelledImages, int[], int, int)}, with smoothed labels.
   *
   * @param smoothing what is taken from the true class and spread evenly over all
   */
  DataSet of(LabelledImages images, int[] order, int from, int to, double smoothing) {
    int count = to - from;
    features =
        FilledArray.shaped(features, count, images.channels(), images.height(), images.width());
    labels = FilledArray.shaped(labels, count, images.classes());
    float other = (float) (smoothing / images.classes());
    Arrays.fill(labels.values(), other);
    for (int i = 0; i < count; i++) {
      int image = order[from + i];
      copy(images, image, features.values(), i * images.imageSize());
      labels.values()[i * images.classes() + images.label(image)] += (float) (1 - smoothing);
    }
    return new DataSet(features.flush(), labels.flush());
  }

  private static void copy(LabelledImages images, int image, float[] target, int offset) {
    int channels = images.channels();
    int pixels = images.height() * images.width();
    byte[] source = images.pixels();
    int start = image * images.imageSize();
    for (int c = 0; c < channels; c++) {
      for (int p = 0; p < pixels; p++) {
        target[offset + c * pixels + p] = (source[start + p * channels + c] & 0xff) / 255f;
      }
    }
  }

  @Override
  public void close() {
    if (features != null) {
      features.array().close();
    }
    if (labels != null) {
      labels.array().close();
    }
  }
}
