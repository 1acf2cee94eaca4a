package dev.trainyard.intake;

import java.util.SplittableRandom;

/**
 * Splits images class by class, so that each class has the same share of the test images.
 *
 * @param seed the same seed splits the same images in the same way
 * @param testFraction of each class, between 0 and 1
 */
record Splitter(long seed, double testFraction) {

  /** Sets the part of every image; each class has at least one image in either. */
  void split(int[] labels, Part[] parts, int count, Classes classes) {
    SplittableRandom random = new SplittableRandom(seed);
    int[][] members = members(labels, count, classes.count());
    for (int c = 0; c < members.length; c++) {
      int[] images = members[c];
      if (images.length < 2) {
        throw Wrong.at(
            "class " + Wrong.shown(classes.name(c)),
            "has %s; at least 2 are needed, one to learn from and one for testing"
                .formatted(images.length == 0 ? "no image" : "only one image"));
      }
      int tests = Math.clamp(Math.round(testFraction * images.length), 1, images.length - 1);
      for (int i = 0; i < images.length; i++) {
        int other = random.nextInt(i, images.length);
        int drawn = images[other];
        images[other] = images[i];
        parts[drawn] = i < tests ? Part.TEST : Part.TRAIN;
      }
    }
  }

  private static int[][] members(int[] labels, int count, int classes) {
    int[] sizes = new int[classes];
    for (int i = 0; i < count; i++) {
      sizes[labels[i]]++;
    }
    int[][] members = new int[classes][];
    for (int c = 0; c < classes; c++) {
      members[c] = new int[sizes[c]];
    }
    for (int i = count - 1; i >= 0; i--) {
      members[labels[i]][--sizes[labels[i]]] = i;
    }
    return members;
  }
}
