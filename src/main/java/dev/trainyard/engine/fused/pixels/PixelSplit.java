package dev.trainyard.engine.fused.pixels;

import dev.trainyard.dataset.LabelledImages;
import java.util.stream.IntStream;

/**
 * Which pixels of a dataset's images are frequent and which are rare, that is black in nearly all
 * images.
 *
 * @param frequent positions in the bytes of an image, [height][width][channels], ascending
 * @param rare the others, ascending
 */
@SuppressWarnings("ArrayRecordComponent")
public record PixelSplit(int[] frequent, int[] rare) {
  /** One pixel of a list takes about as long as 20 of a matrix. */
  private static final double RARE = 0.05;

  /** A list numbers them by a {@code char}. */
  private static final int MOST_RARE = Character.MAX_VALUE + 1;

  /** Images that are looked at. */
  private static final int SAMPLE = 10_000;

  /** The split for images that will be trained on. */
  public static PixelSplit of(LabelledImages images) {
    int size = images.imageSize();
    int sample = Math.min(SAMPLE, images.count());
    int[] bright = new int[size];
    for (int image = 0; image < sample; image++) {
      for (int i = 0; i < size; i++) {
        bright[i] += images.pixels()[image * size + i] == 0 ? 0 : 1;
      }
    }
    // The one in the middle always counts as frequent, because a matrix has at least one column.
    boolean[] rare = new boolean[size];
    int listed = 0;
    for (int i = 0; i < size; i++) {
      rare[i] = bright[i] < RARE * sample && i != size / 2 && listed < MOST_RARE;
      listed += rare[i] ? 1 : 0;
    }
    return new PixelSplit(
        IntStream.range(0, size).filter(i -> !rare[i]).toArray(),
        IntStream.range(0, size).filter(i -> rare[i]).toArray());
  }
}
