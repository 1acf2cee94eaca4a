package dev.trainyard.engine;

import dev.trainyard.dataset.LabelledImages;
import dev.trainyard.engine.Randomness.Purpose;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A training split in two: what is trained on and what is held out of it. The held out part has the
 * same balance of classes, to one image; which images they are is decided by the seed alone. Both
 * keep their images in the former order.
 */
public record Holdout(LabelledImages train, LabelledImages heldOut) {

  /**
   * Holds a part of the images out.
   *
   * @param count how many
   */
  public static Holdout of(LabelledImages images, int count, long seed) {
    boolean[] out = chosen(images, count, seed);
    return new Holdout(
        images.only(IntStream.range(0, out.length).filter(i -> !out[i]).toArray()),
        images.only(IntStream.range(0, out.length).filter(i -> out[i]).toArray()));
  }

  /** What {@link #of} holds out, without a copy of the rest. */
  public static LabelledImages heldOut(LabelledImages images, int count, long seed) {
    boolean[] out = chosen(images, count, seed);
    return images.only(IntStream.range(0, out.length).filter(i -> out[i]).toArray());
  }

  private static boolean[] chosen(LabelledImages images, int count, long seed) {
    int[] quotas = quotas(images, count);
    Randomness randomness = Randomness.of(seed, Purpose.HOLDOUT, 0);
    boolean[] out = new boolean[images.count()];
    for (int label = 0; label < quotas.length; label++) {
      int[] members = members(images, label);
      int[] order = randomness.part(label).permutation(members.length);
      for (int i = 0; i < quotas[label]; i++) {
        out[members[order[i]]] = true;
      }
    }
    return out;
  }

  /** How many of each class; those with the largest remainders make up the count. */
  private static int[] quotas(LabelledImages images, int count) {
    int classes = images.classes();
    int[] quotas = new int[classes];
    double[] remainders = new double[classes];
    for (int label = 0; label < classes; label++) {
      double exact = (double) members(images, label).length * count / images.count();
      quotas[label] = (int) exact;
      remainders[label] = exact - quotas[label];
    }
    for (int left = count - Arrays.stream(quotas).sum(); left > 0; left--) {
      int most =
          IntStream.range(0, classes)
              .reduce(0, (one, other) -> remainders[other] > remainders[one] ? other : one);
      quotas[most]++;
      remainders[most] = -1;
    }
    return quotas;
  }

  private static int[] members(LabelledImages images, int label) {
    return IntStream.range(0, images.count()).filter(i -> images.label(i) == label).toArray();
  }
}
