package dev.trainyard.statistics;

import java.util.BitSet;
import org.apache.commons.math3.special.Beta;

/**
 * The test of two classifiers on the same images, in its exact form (McNemar, 1947; Dietterich,
 * 1998): of the images that one of them gets right and the other wrong, either has half if they are
 * equally good. It takes the two as they are and says nothing of other seeds.
 *
 * @param gained images that the one gets right and the other wrong
 * @param lost images that the one gets wrong and the other right
 */
public record McNemar(int gained, int lost) {

  public McNemar {
    Check.that(gained >= 0 && lost >= 0, "Numbers of images: %s and %s", gained, lost);
  }

  /**
   * Of the images that each gets right.
   *
   * @param one a bit for each image
   * @param other the same images in the same order
   */
  public static McNemar of(BitSet one, BitSet other) {
    return new McNemar(without(one, other), without(other, one));
  }

  /** The two-sided p-value of the hypothesis that both are equally good; 1 where they agree. */
  public double p() {
    if (gained == lost) {
      return 1;
    }
    // The binomial distribution function, not as 1 minus its other end: that leaves 0 of 1e-20.
    int few = Math.min(gained, lost);
    return Math.min(1, 2 * Beta.regularizedBeta(0.5, Math.max(gained, lost), few + 1.0));
  }

  private static int without(BitSet one, BitSet other) {
    BitSet rest = (BitSet) one.clone();
    rest.andNot(other);
    return rest.cardinality();
  }
}
