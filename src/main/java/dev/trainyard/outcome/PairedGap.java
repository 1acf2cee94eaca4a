package dev.trainyard.outcome;

import dev.trainyard.statistics.Claim;
import dev.trainyard.statistics.Comparison;
import dev.trainyard.statistics.Estimate;
import dev.trainyard.statistics.Holm;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the accuracies of two cells differ that were shown the same images, in two answers: whether
 * other seeds would make the same difference on these images, and whether it would be found on
 * other images of this kind.
 *
 * @param images gained and lost
 * @param seedError the standard error from seeds; null with a single replicate
 * @param imageError the standard error from images
 * @param otherSeeds null with a single replicate
 */
public record PairedGap(
    Images images,
    @Schema(
            description =
                "Standard error of the difference from seeds, pooled over the cells of the table that vary alike; null with a single replicate")
        @Nullable Double seedError,
    @Schema(description = "Standard error of the difference from images") double imageError,
    @Schema(
            description =
                "Would other seeds of these recipes differ so on these images? Null with a single replicate")
        @Nullable Answer otherSeeds,
    @Schema(description = "Would the difference be found on other images of this kind?")
        Answer otherImages) {
  private static final double LEVEL = 0.95;

  /**
   * Images, in the mean over the replicates.
   *
   * @param gained that only the one cell gets right
   * @param lost that only the other cell gets right
   */
  @Schema(name = "PairedImages")
  public record Images(
      @Schema(description = "Images that only this cell gets right, in the mean of its replicates")
          double gained,
      @Schema(description = "Images that only the other cell gets right") double lost,
      @Schema(description = "How many images both were shown", example = "10000") int count) {}

  /**
   * A test of the difference, two-sided.
   *
   * @param adjustedP after Holm (1979), for all gaps of the table together
   */
  @Schema(name = "PairedAnswer")
  public record Answer(
      @Schema(description = "At 95%, of this one difference") double margin,
      @Schema(description = "Two-sided p-value, of this one difference") double p,
      @Schema(description = "The p-value for all differences of the table together (Holm)")
          double adjustedP,
      @Schema(description = "Whether the adjusted p-value is below 0.05") boolean significant) {

    private static Answer of(double margin, double p, double adjusted) {
      return new Answer(margin, p, adjusted, adjusted < 1 - LEVEL);
    }
  }

  /** From seeds and images, in quadrature; from images alone with a single replicate. */
  double standardError() {
    return seedError == null ? imageError : Math.hypot(seedError, imageError);
  }

  /** All gaps of one table, whose p-values are adjusted together. */
  public static List<PairedGap> table(List<Comparison> comparisons) {
    List<Double> bySeeds = new ArrayList<>();
    comparisons.forEach(
        comparison -> {
          Estimate known = comparison.otherSeeds();
          if (known != null) {
            bySeeds.add(known.p());
          }
        });
    List<Double> seeds = new ArrayList<>(Holm.adjusted(bySeeds));
    List<Double> images =
        new ArrayList<>(
            Holm.adjusted(comparisons.stream().map(each -> each.otherImages().p()).toList()));
    return comparisons.stream().map(each -> of(each, seeds, images.removeFirst())).toList();
  }

  private static PairedGap of(Comparison comparison, List<Double> adjusted, double otherImages) {
    Estimate seeds = comparison.otherSeeds();
    Claim images = comparison.otherImages();
    return new PairedGap(
        new Images(
            comparison.paired().gained(), comparison.paired().lost(), comparison.paired().images()),
        comparison.seedError(),
        comparison.imageError(),
        seeds == null ? null : Answer.of(seeds.margin(LEVEL), seeds.p(), adjusted.removeFirst()),
        Answer.of(images.margin(LEVEL), images.p(), otherImages));
  }
}
