package dev.trainyard.statistics;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Two cells on the same images, paired image by image: d_i is the share of the one cell's
 * replicates that get image i right minus the share of the other's, and the difference of their
 * accuracies is the mean of d_i.
 *
 * @param images how many, at least 2
 * @param differences of the accuracies, one for each replicate
 * @param gained images that the one cell gets right and the other wrong, in the mean over the
 *     replicates
 * @param lost images that the one cell gets wrong and the other right, in the mean over the
 *     replicates
 * @param better on how many images more of the one cell's replicates are right: d_i > 0
 * @param worse on how many images fewer are right: d_i < 0
 * @param squares the sum of d_i²
 */
public record PairedImages(
    int images,
    List<Double> differences,
    double gained,
    double lost,
    int better,
    int worse,
    double squares) {

  public PairedImages {
    differences = List.copyOf(differences);
  }

  /**
   * Of what each network gets right.
   *
   * @param images how many, at least 2
   * @param one for each replicate, at least one, a bit for each image: set where it is right
   * @param other as many replicates, in the same order; equal positions have equal seeds
   */
  public static PairedImages of(int images, List<BitSet> one, List<BitSet> other) {
    int replicates = one.size();
    Check.that(images >= 2, "A difference between images needs two or more, not %s", images);
    Check.that(
        replicates >= 1 && replicates == other.size(),
        "Replicates come in pairs, not %s and %s",
        replicates,
        other.size());
    int[] votes = new int[images]; // the one's replicates that are right minus the other's
    List<McNemar> pairs = new ArrayList<>();
    for (int r = 0; r < replicates; r++) {
      count(one.get(r), other.get(r), votes);
      pairs.add(McNemar.of(one.get(r), other.get(r)));
    }
    int better = 0;
    int worse = 0;
    long squares = 0;
    for (int vote : votes) {
      better += vote > 0 ? 1 : 0;
      worse += vote < 0 ? 1 : 0;
      squares += (long) vote * vote;
    }
    return new PairedImages(
        images,
        pairs.stream().map(pair -> (double) (pair.gained() - pair.lost()) / images).toList(),
        pairs.stream().mapToInt(McNemar::gained).average().orElseThrow(),
        pairs.stream().mapToInt(McNemar::lost).average().orElseThrow(),
        better,
        worse,
        (double) squares / replicates / replicates);
  }

  /** Most images are right in both or in neither, and count nothing. */
  private static void count(BitSet one, BitSet other, int[] votes) {
    int length = Math.max(one.length(), other.length());
    Check.that(length <= votes.length, "Bit %s of %s images", length - 1, votes.length);
    BitSet differing = (BitSet) one.clone();
    differing.xor(other);
    for (int i = differing.nextSetBit(0); i >= 0; i = differing.nextSetBit(i + 1)) {
      votes[i] += one.get(i) ? 1 : -1;
    }
  }

  public int replicates() {
    return differences.size();
  }

  /** The one cell's accuracy minus the other's, in the mean over the replicates. */
  public double difference() {
    return (gained - lost) / images;
  }

  /**
   * How the difference between these very networks would hold on other images: its standard error
   * is sd(d_i)/√n. Of one network each it is the normal form of {@link McNemar}, which is to be
   * preferred where few images differ.
   */
  public Estimate ofTheseNetworks() {
    return new Estimate(difference(), Math.sqrt(imageVariance() / images), images - 1);
  }

  /**
   * The standard error from images alone. The spread of d_i has a part that is the seeds' doing, as
   * each replicate errs on images of its own; that part is in every error from seeds already, and
   * is taken out here by the mean square of images x replicates, as in an analysis of variance with
   * both at random (Gallas, Bandos, Samuelson and Wagner, 2009). With one replicate it cannot be
   * told apart, and stays in.
   */
  public double imageError() {
    double variance = imageVariance();
    int r = replicates();
    if (r > 1) {
      variance -= interaction() / r;
    }
    return Math.sqrt(Math.max(0, variance) / images);
  }

  /** sd(d_i)². */
  private double imageVariance() {
    double mean = difference();
    return Math.max(0, squares - images * mean * mean) / (images - 1);
  }

  /**
   * The mean square of images x replicates. A replicate's own squares are 1 where only one errs.
   */
  private double interaction() {
    int r = replicates();
    double mean = difference();
    double seeds = differences.stream().mapToDouble(d -> (d - mean) * (d - mean)).sum();
    double rest = r * (gained + lost) - r * squares - images * seeds;
    return rest / (images - 1) / (r - 1);
  }
}
