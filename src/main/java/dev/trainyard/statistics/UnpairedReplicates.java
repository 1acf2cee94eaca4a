package dev.trainyard.statistics;

import java.util.BitSet;
import java.util.List;

/**
 * Two cells on the same images whose replicates have seeds of their own: they are taken in pairs
 * image by image, but not replicate by replicate, and need not be as many.
 *
 * @param one the one cell's networks
 * @param other the other cell's
 * @param squares the sum of d_i², d_i being the share of the one cell's replicates that get image i
 *     right minus the share of the other's
 * @param gained images that the one cell gets right and the other wrong, in the mean over all pairs
 *     of a replicate of each
 * @param lost images that the one cell gets wrong and the other right, in that mean
 */
public record UnpairedReplicates(
    Group one, Group other, double squares, double gained, double lost) {

  /**
   * The networks of one cell.
   *
   * @param images how many, at least 2
   * @param accuracies of at least two networks
   * @param interaction the mean square of images x replicates
   */
  public record Group(int images, List<Double> accuracies, double interaction) {

    public Group {
      accuracies = List.copyOf(accuracies);
    }

    private static Group of(int[] votes, List<BitSet> right) {
      int images = votes.length;
      int n = right.size();
      List<Double> accuracies =
          right.stream().map(bits -> (double) bits.cardinality() / images).toList();
      double mean = accuracies.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
      double seeds = accuracies.stream().mapToDouble(a -> (a - mean) * (a - mean)).sum();
      double within = 0;
      for (int vote : votes) {
        within += (double) vote * (n - vote) / n;
      }
      return new Group(images, accuracies, (within - images * seeds) / (images - 1) / (n - 1));
    }

    private Estimate accuracy() {
      double[] values = accuracies.stream().mapToDouble(Double::doubleValue).toArray();
      return Variation.of(values)
          .atLeast(Variation.ofCounting(images))
          .ofMean(accuracies.stream().mapToDouble(a -> a).average().orElseThrow(), values.length);
    }

    private double ofImages() {
      return interaction / accuracies.size();
    }
  }

  /**
   * Of what each network gets right.
   *
   * @param images how many, at least 2
   * @param one a bit for each image, set where it is right, of at least two networks
   * @param other the same of at least two others
   */
  public static UnpairedReplicates of(int images, List<BitSet> one, List<BitSet> other) {
    Check.that(images >= 2, "A difference between images needs two or more, not %s", images);
    Check.that(
        one.size() >= 2 && other.size() >= 2,
        "Seeds that are not paired need two networks of each, not %s and %s",
        one.size(),
        other.size());
    int[] ofOne = votes(images, one);
    int[] ofOther = votes(images, other);
    double squares = 0;
    long gained = 0;
    long lost = 0;
    for (int i = 0; i < images; i++) {
      double a = (double) ofOne[i] / one.size();
      double b = (double) ofOther[i] / other.size();
      squares += (a - b) * (a - b);
      gained += (long) ofOne[i] * (other.size() - ofOther[i]);
      lost += (long) ofOther[i] * (one.size() - ofOne[i]);
    }
    double pairs = one.size() * (double) other.size();
    return new UnpairedReplicates(
        Group.of(ofOne, one), Group.of(ofOther, other), squares, gained / pairs, lost / pairs);
  }

  private static int[] votes(int images, List<BitSet> networks) {
    int[] votes = new int[images];
    for (BitSet right : networks) {
      Check.that(right.length() <= images, "Bit %s of %s images", right.length() - 1, images);
      right.stream().forEach(i -> votes[i]++);
    }
    return votes;
  }

  /** How many images. */
  public int images() {
    return one.images();
  }

  /** The one cell's accuracy minus the other's, in the mean over the replicates. */
  public double difference() {
    return (gained - lost) / images();
  }

  /** For other seeds of these recipes on these images: Welch's test (1947). */
  public Estimate otherSeeds() {
    return one.accuracy().minus(other.accuracy());
  }

  /**
   * The standard error from images alone: as {@link PairedImages#imageError}, with the mean square
   * of images x replicates of each cell.
   */
  public double imageError() {
    return Math.sqrt(Math.max(0, imageVariance() - one.ofImages() - other.ofImages()) / images());
  }

  private double imageVariance() {
    double mean = difference();
    return Math.max(0, squares - images() * mean * mean) / (images() - 1);
  }

  /** The difference with both errors in quadrature. */
  public Estimate bothErrors() {
    return otherSeeds().widened(imageError(), images() - 1);
  }

  /**
   * How the difference between these very networks would hold on other images: as {@link
   * PairedImages#ofTheseNetworks}.
   */
  public Estimate ofTheseNetworks() {
    return new Estimate(difference(), Math.sqrt(imageVariance() / images()), images() - 1);
  }

  /** For other images of this kind and other seeds: as {@link Comparison#otherImages}. */
  public Claim otherImages() {
    return Claim.of(bothErrors(), otherSeeds(), ofTheseNetworks());
  }
}
