package dev.trainyard.comparison;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.trainyard.outcome.PairedGap;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Two cells, and whether they differ by more than chance on the test split.
 *
 * @param one the number of the one cell
 * @param other the number of the other
 * @param difference the one's figure minus the other's; null where they are not compared
 * @param test how they are compared; null where they are not
 * @param basis which networks the test rests on
 * @param images gained and lost; for accuracies
 * @param otherSeeds null unless replicates tell it
 * @param otherImages null for a loss
 * @param reason why something is not tested
 */
record ComparedPair(
    @Schema(description = "The number of the one cell", example = "1") int one,
    @Schema(description = "The number of the other cell", example = "2") int other,
    @Schema(description = "The one's figure on the test split minus the other's")
        @Nullable Double difference,
    @Nullable Test test,
    @Schema(
            description = "Which networks the test rests on",
            example = "3 replicates each, paired by their seeds")
        @Nullable String basis,
    @Schema(
            description =
                "In the mean over the replicates; of a single network each, McNemar's counts")
        PairedGap.@Nullable Images images,
    @Schema(description = "Would other seeds of these recipes differ so on these images?")
        PairedGap.@Nullable Answer otherSeeds,
    @Schema(
            description =
                "Would the difference be found on other images of this kind? Of a single network each: by these very networks, McNemar's exact test")
        PairedGap.@Nullable Answer otherImages,
    @Schema(
            description = "Why something is not tested",
            example = "trial 2/1 is running; ask again when it is completed")
        @Nullable String reason) {

  /** How two cells are compared. */
  @Schema(
      name = "PairTest",
      description =
          """
          paired-seeds: replicates of the same seed in pairs, Student's t; unpaired-seeds: no two replicates \
          have the same seed, Welch's t; networks: a single network of each, McNemar's exact test""")
  enum Test {
    @JsonProperty("paired-seeds")
    PAIRED_SEEDS,
    @JsonProperty("unpaired-seeds")
    UNPAIRED_SEEDS,
    @JsonProperty("networks")
    NETWORKS
  }
}
