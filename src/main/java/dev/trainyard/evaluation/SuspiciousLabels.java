package dev.trainyard.evaluation;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Test images whose label may be wrong: every network that was trained on the dataset takes them
 * for the same other class, and is sure of it. Who looks at them knows.
 *
 * @param networks how many were asked: of completed trials, those of the latest experiments
 * @param images how many there are in all
 * @param suspicious how many of them are
 * @param items the surest of them, at most 100
 */
record SuspiciousLabels(
    @Schema(example = "mnist") String dataset,
    @Schema(example = "3") int networks,
    @Schema(example = "10000") int images,
    @Schema(example = "12") int suspicious,
    List<Item> items) {
  private static final int MOST = 100;

  /**
   * One image.
   *
   * @param image its place in the test split, from 0
   * @param label what it is said to show
   * @param suspected what all networks take it for
   * @param confidence the probability of that, the mean over the networks
   */
  @Schema(name = "SuspiciousLabel")
  record Item(
      @Schema(example = "6576") int image,
      @Schema(example = "7") String label,
      @Schema(example = "1") String suspected,
      @Schema(example = "0.9991") double confidence) {}

  /**
   * Finds them.
   *
   * @param networks all of the same images; may be empty
   * @param confidence that the networks must have in the mean, 0 to 1
   */
  static SuspiciousLabels of(String dataset, List<TrialPredictions> networks, double confidence) {
    if (networks.isEmpty()) {
      return new SuspiciousLabels(dataset, 0, 0, 0, List.of());
    }
    TrialPredictions any = networks.getFirst();
    List<Item> suspects =
        any.wrong()
            .filter(image -> agree(networks, image))
            .mapToObj(image -> item(networks, image))
            .filter(item -> item.confidence() >= confidence)
            .sorted(Comparator.comparingDouble(Item::confidence).reversed())
            .toList();
    return new SuspiciousLabels(
        dataset,
        networks.size(),
        any.count(),
        suspects.size(),
        suspects.subList(0, Math.min(MOST, suspects.size())));
  }

  private static boolean agree(List<TrialPredictions> networks, int image) {
    return networks.stream().mapToInt(one -> one.said().predicted(image)).distinct().count() == 1;
  }

  private static Item item(List<TrialPredictions> networks, int image) {
    TrialPredictions any = networks.getFirst();
    double mean =
        IntStream.range(0, networks.size())
            .mapToDouble(i -> networks.get(i).said().confidence(image))
            .average()
            .orElseThrow();
    return new Item(
        image,
        any.classes().of(any.trueClass(image)),
        any.classes().of(any.said().predicted(image)),
        mean);
  }
}
