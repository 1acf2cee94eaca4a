package dev.trainyard.comparison;

import dev.trainyard.comparison.Contender.Network;
import dev.trainyard.statistics.Claim;
import dev.trainyard.statistics.Comparison;
import dev.trainyard.statistics.Estimate;
import dev.trainyard.statistics.McNemar;
import dev.trainyard.statistics.PairedImages;
import dev.trainyard.statistics.UnpairedReplicates;
import dev.trainyard.statistics.Variation;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * Two cells on the same test images, before other pairs are allowed for.
 *
 * <p>Two replicates or more with the same seeds are taken in pairs; where at most one seed is
 * common, either cell's replicates vary on their own; and where one of them has a single network,
 * two networks are compared as they are.
 *
 * @param test null where nothing is compared
 * @param difference the one's figure minus the other's, of the networks that are compared
 * @param gained images, for accuracies
 * @param lost images, for accuracies
 * @param reason why something is not tested, beside what the cells themselves lack
 */
record PairTest(
    Contender one,
    Contender other,
    ComparedPair.@Nullable Test test,
    @Nullable String basis,
    @Nullable Double difference,
    @Nullable Double gained,
    @Nullable Double lost,
    @Nullable Finding otherSeeds,
    @Nullable Finding otherImages,
    @Nullable String reason) {
  static final double LEVEL = 0.95;

  private static final String SINGLE =
      "a single network says nothing of other seeds; two replicates or more of both cells do";

  /**
   * What the error of a difference says.
   *
   * @param margin at 95%
   * @param p which need not be that of Student's t
   */
  record Finding(double margin, double p) {
    static Finding of(Estimate estimate) {
      return new Finding(estimate.margin(LEVEL), estimate.p());
    }

    static Finding of(Claim claim) {
      return new Finding(claim.margin(LEVEL), claim.p());
    }
  }

  /** Nothing is compared. */
  static PairTest none(Contender one, Contender other, @Nullable String reason) {
    return new PairTest(one, other, null, null, null, null, null, null, null, reason);
  }

  /**
   * Two cells with a network or more each.
   *
   * @param paired what is to be said where two seeds or more are common
   */
  static PairTest ofAccuracies(Contender one, Contender other, Supplier<Comparison> paired) {
    List<Long> common = common(one, other);
    if (common.size() > 1) {
      Comparison comparison = paired.get();
      return new PairTest(
          one,
          other,
          ComparedPair.Test.PAIRED_SEEDS,
          pairs(one, other, common),
          comparison.difference(),
          comparison.paired().gained(),
          comparison.paired().lost(),
          comparison.otherSeeds() == null ? null : Finding.of(comparison.otherSeeds()),
          Finding.of(comparison.otherImages()),
          null);
    }
    if (one.networks().size() > 1 && other.networks().size() > 1) {
      UnpairedReplicates cells = UnpairedReplicates.of(one.images(), one.right(), other.right());
      return new PairTest(
          one,
          other,
          ComparedPair.Test.UNPAIRED_SEEDS,
          apart(one, other, common),
          cells.difference(),
          cells.gained(),
          cells.lost(),
          Finding.of(cells.otherSeeds()),
          Finding.of(cells.otherImages()),
          null);
    }
    Network left = common.isEmpty() ? one.networks().getFirst() : one.of(common.getFirst());
    Network right = common.isEmpty() ? other.networks().getFirst() : other.of(common.getFirst());
    McNemar counts = McNemar.of(left.right(), right.right());
    Estimate normal =
        PairedImages.of(one.images(), List.of(left.right()), List.of(right.right()))
            .ofTheseNetworks();
    return new PairTest(
        one,
        other,
        ComparedPair.Test.NETWORKS,
        networks(one, left, other, right),
        normal.value(),
        (double) counts.gained(),
        (double) counts.lost(),
        null,
        new Finding(normal.margin(LEVEL), counts.p()),
        SINGLE);
  }

  /** The same of losses, of which replicates alone tell what chance does. */
  static PairTest ofLosses(Contender one, Contender other) {
    if (!finite(one) || !finite(other)) {
      return none(one, other, "a loss is not finite");
    }
    List<Long> common = common(one, other);
    if (common.size() > 1) {
      double[] differences =
          common.stream()
              .mapToDouble(seed -> one.of(seed).figure() - other.of(seed).figure())
              .toArray();
      return losses(
          one, other, ComparedPair.Test.PAIRED_SEEDS, pairs(one, other, common), mean(differences));
    }
    if (one.networks().size() > 1 && other.networks().size() > 1) {
      return losses(
          one,
          other,
          ComparedPair.Test.UNPAIRED_SEEDS,
          apart(one, other, common),
          mean(one.figures()).minus(mean(other.figures())));
    }
    return none(one, other, "a loss is tested by replicates: two or more of both cells are needed");
  }

  private static PairTest losses(
      Contender one, Contender other, ComparedPair.Test test, String basis, Estimate estimate) {
    return new PairTest(
        one,
        other,
        test,
        basis,
        estimate.value(),
        null,
        null,
        Finding.of(estimate),
        null,
        "other images: only accuracies are compared image by image");
  }

  private static Estimate mean(double[] figures) {
    double mean = DoubleStream.of(figures).average().orElseThrow();
    return Variation.of(figures).ofMean(mean, figures.length);
  }

  private static boolean finite(Contender cell) {
    return Arrays.stream(cell.figures()).allMatch(Double::isFinite);
  }

  private static List<Long> common(Contender one, Contender other) {
    return one.seeds().stream().filter(other.seeds()::contains).sorted().toList();
  }

  private static String pairs(Contender one, Contender other, List<Long> common) {
    return "%d replicates each, paired by their seeds%s%s"
        .formatted(common.size(), left(one, common), left(other, common));
  }

  private static String left(Contender cell, List<Long> common) {
    int left = cell.networks().size() - common.size();
    return left == 0
        ? ""
        : "; %d more of cell %d %s no partner"
            .formatted(left, cell.cell(), left == 1 ? "has" : "have");
  }

  private static String apart(Contender one, Contender other, List<Long> common) {
    return "%d and %d replicates, not paired: they have %s in common"
        .formatted(
            one.networks().size(),
            other.networks().size(),
            common.isEmpty() ? "no seed" : "a single seed");
  }

  private static String networks(Contender one, Network left, Contender other, Network right) {
    return "one network each: trials %d/%d and %d/%d"
        .formatted(one.experiment(), left.trial(), other.experiment(), right.trial());
  }
}
