package dev.trainyard.statistics;

import org.jspecify.annotations.Nullable;

/**
 * Two cells compared, with an answer to each of two questions: would other seeds differ alike on
 * these images, and would the difference hold on other images of this kind?
 *
 * @param paired the one cell against the other
 * @param seeds how their difference in one replicate varies; null where one replicate is all there
 *     is, so that nothing tells what seeds do
 */
public record Comparison(PairedImages paired, @Nullable Variation seeds) {

  /** Never more certain of seeds than two counts are: see {@link Variation#ofCounting}. */
  public Comparison {
    seeds =
        seeds == null ? null : seeds.atLeast(Math.sqrt(2) * Variation.ofCounting(paired.images()));
  }

  /** With the variation between seeds that these two cells show: few degrees of freedom. */
  public static Comparison of(PairedImages paired) {
    return new Comparison(
        paired,
        paired.replicates() < 2
            ? null
            : Variation.of(
                paired.differences().stream().mapToDouble(Double::doubleValue).toArray()));
  }

  /** The one cell's accuracy minus the other's. */
  public double difference() {
    return paired.difference();
  }

  /** The standard error from seeds; null where nothing tells it. */
  public @Nullable Double seedError() {
    Estimate known = otherSeeds();
    return known == null ? null : (Double) known.standardError();
  }

  /** The standard error from images alone: {@link PairedImages#imageError}. */
  public double imageError() {
    return paired.imageError();
  }

  /**
   * For other seeds of these recipes on these images: the error from seeds alone. Null where
   * nothing tells it.
   */
  public @Nullable Estimate otherSeeds() {
    return seeds == null ? null : seeds.ofMean(difference(), paired.replicates());
  }

  /**
   * The difference with both errors in quadrature. Where nothing tells what seeds do, for other
   * images and these very networks. With 2 degrees of freedom from seeds, p is below 5% in some 6%
   * of cases without effect; with the 10 of a table, in 5%.
   */
  public Estimate bothErrors() {
    Estimate bySeeds = otherSeeds();
    if (bySeeds == null) {
      return paired.ofTheseNetworks();
    }
    return bySeeds.widened(imageError(), paired.images() - 1);
  }

  /**
   * For other images of this kind and other seeds: {@link #bothErrors}, other seeds on these
   * images, and these networks on other images.
   */
  public Claim otherImages() {
    Estimate bySeeds = otherSeeds();
    return bySeeds == null
        ? Claim.of(paired.ofTheseNetworks())
        : Claim.of(bothErrors(), bySeeds, paired.ofTheseNetworks());
  }
}
