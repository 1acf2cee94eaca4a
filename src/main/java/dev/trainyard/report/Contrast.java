package dev.trainyard.report;

import dev.trainyard.outcome.Cell;
import dev.trainyard.statistics.Comparison;
import dev.trainyard.statistics.Estimate;
import dev.trainyard.statistics.Interval;
import dev.trainyard.statistics.PairedImages;
import dev.trainyard.statistics.Significance;
import dev.trainyard.statistics.Variation;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of a table of comparisons: a cell against the one that all rows of the table are compared
 * with, in test images.
 *
 * @param cell the one cell
 * @param base what it is compared with
 * @param seedP of the hypothesis that other seeds would make no difference on these images,
 *     adjusted to the table by Holm's method; null where each cell has one replicate
 * @param imageP the same for other images and other seeds, at least {@code seedP}
 */
record Contrast(
    Run run, Cell cell, Cell base, Comparison comparison, @Nullable Double seedP, double imageP) {

  /** Of intervals. */
  static final double CONFIDENCE = 1 - Significance.LEVEL;

  /** Fewer images than this share of all are too few to matter: 10 of 10,000. */
  static final double RELEVANT = 0.001;

  private static final double POWER = 0.8;

  /** What can be said of a difference. */
  enum Finding {
    /** It is expected of other seeds and of other images. */
    GENERAL,
    /** It is expected of other seeds on these images. */
    THESE_IMAGES,
    /** It may be chance. */
    NOT_SHOWN
  }

  /** The factor of weight decay. */
  double factor() {
    Double swept = cell.value();
    return swept == null ? run.training().l2() : swept;
  }

  /** What is different from the cell that it is compared with. */
  String change() {
    String rate = Numbers.plain(run.training().optimizer().learningRate());
    return switch (run.key()) {
      case "schedule" -> "learning rate %s with a cosine schedule".formatted(rate);
      case "batch-size" -> "mini-batches of %d".formatted(run.training().batchSize());
      case "momentum" -> "Nesterov momentum with learning rate %s".formatted(rate);
      case "units" -> "logistic units with learning rate %s".formatted(rate);
      case "decayed-weights" -> "decay of every weight and bias";
      case "tuned" ->
          "cosine schedule with mini-batches of %d".formatted(run.training().batchSize());
      case "no-dropout" -> "without dropout";
      case "one-convolution" -> "without the second convolution";
      case "permuted-dense" -> "the fully connected network on permuted pixels";
      case "permuted-convolution" -> "the one with a convolution on permuted pixels";
      case "weight-decay" -> "λ\u00a0=\u00a0" + Numbers.plain(factor());
      default -> run.key();
    };
  }

  /** Degrees of freedom from seeds; 0 where nothing tells what they do. */
  int degrees() {
    Variation seeds = comparison.seeds();
    return seeds == null ? 0 : seeds.degrees();
  }

  Finding finding() {
    if (seedP == null || seedP > Significance.LEVEL) {
      return Finding.NOT_SHOWN;
    }
    return imageP <= Significance.LEVEL ? Finding.GENERAL : Finding.THESE_IMAGES;
  }

  /** Whether it repeats from seed to seed on these images. */
  boolean repeats() {
    return finding() != Finding.NOT_SHOWN;
  }

  /** Whether it is expected of other images as well. */
  boolean general() {
    return finding() == Finding.GENERAL;
  }

  /** Whether the one cell is better. */
  boolean gains() {
    return comparison.difference() > 0;
  }

  /**
   * Whether so few images, as {@link Numbers#images} has them, that nobody would choose by them.
   */
  boolean negligible() {
    return Math.round(Math.abs(net())) < RELEVANT * comparison.paired().images();
  }

  /** The difference of the accuracies. */
  double difference() {
    return comparison.difference();
  }

  /** Images that the one cell gets right and the other does not, minus the reverse. */
  double net() {
    return inImages(comparison.difference());
  }

  /** The same for each replicate. */
  List<Double> nets() {
    return comparison.paired().differences().stream().map(this::inImages).toList();
  }

  /** How many images each replicate gains, or else loses, at least; 0 if some do neither alike. */
  double least() {
    boolean alike = nets().stream().allMatch(net -> gains() ? net > 0 : net < 0);
    return alike ? nets().stream().mapToDouble(Math::abs).min().orElse(0) : 0;
  }

  /** Whether each replicate gains more than any replicate of another comparison. */
  boolean exceeds(Contrast other) {
    return Collections.min(nets()) > Collections.max(other.nets());
  }

  /** See {@link PairedImages#gained}. */
  double gained() {
    return comparison.paired().gained();
  }

  /** See {@link PairedImages#lost}. */
  double lost() {
    return comparison.paired().lost();
  }

  /** For other seeds on these images, in images; null where nothing tells it. */
  @Nullable Interval otherSeeds() {
    Estimate estimate = comparison.otherSeeds();
    return estimate == null ? null : inImages(estimate.interval(CONFIDENCE));
  }

  /** For other seeds and other images, in images of as many. */
  Interval otherImages() {
    return inImages(comparison.otherImages().interval(CONFIDENCE));
  }

  /** What a difference in images takes at least to be found on other images, at 80%. */
  double detectable() {
    return inImages(comparison.otherImages().smallestDetectable(POWER, CONFIDENCE));
  }

  /** The same on these images; null where nothing tells it. */
  @Nullable Double detectableHere() {
    Estimate estimate = comparison.otherSeeds();
    return estimate == null
        ? null
        : (Double) inImages(estimate.smallestDetectable(POWER, CONFIDENCE));
  }

  /** The answer to both questions in a column. */
  String verdict() {
    return switch (finding()) {
      case GENERAL -> "**yes**";
      case THESE_IMAGES -> "these\u00a0images";
      case NOT_SHOWN -> "not\u00a0shown";
    };
  }

  /** The finding as the end of a sentence: {@code gains 12 images, a difference that ...}. */
  String words() {
    String change = "%s %s".formatted(gains() ? "gains" : "loses", Numbers.images(net()));
    String small = negligible() ? ", too few to matter" : "";
    return switch (finding()) {
      case GENERAL ->
          "%s%s, and both other seeds and other test images can be expected to show it"
              .formatted(change, small);
      case THESE_IMAGES ->
          "%s%s; the effect repeats from seed to seed on these test images, but is not established for others"
              .formatted(change, small);
      case NOT_SHOWN ->
          Math.abs(net()) < 0.5
              ? "shows no difference beyond chance in these runs"
              : "%s, which is within what a change of seeds does (not significant)"
                  .formatted(change);
    };
  }

  private double inImages(double share) {
    return share * comparison.paired().images();
  }

  private Interval inImages(Interval shares) {
    return new Interval(inImages(shares.from()), inImages(shares.to()));
  }
}
