package dev.trainyard.outcome;

import dev.trainyard.refusal.Refusal;
import dev.trainyard.statistics.Interval;
import dev.trainyard.statistics.Significance;
import dev.trainyard.training.Metric;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How much of a figure's variation over the grid and its replicates each swept parameter explains,
 * and in which direction. All of it is about other seeds on the same images.
 *
 * @param metric the name of the figure
 * @param figure which epoch of each trial counts
 * @param replicates those that all cells have, which everything here rests on
 * @param missing trials without a finite figure
 * @param leftOut cells without which the analysis is made
 * @param parameters the one that explains most first
 * @param interaction null with a single parameter
 * @param seeds null with a single replicate
 * @param residual the share that remains, 0 to 1
 */
@Schema(description = "What each swept parameter explains; the shares of all terms add up to 1")
public record MainEffects(
    long experimentId,
    @Schema(example = "validationAccuracy") String metric,
    @Schema(description = "Which epoch of each trial counts") Figure figure,
    @Schema(description = "How many are analysed: those of the sweep without leftOut") int cells,
    @Schema(description = "The replicates that all cells have, which everything here rests on")
        List<Integer> replicates,
    @Schema(
            description =
                "Trials without a finite figure; their replicates are left out of all cells")
        List<MissingTrial> missing,
    @Schema(
            description =
                "Cells that no other field is about, since some of them vary far more between seeds than the others")
        List<LeftOutCell> leftOut,
    @Schema(description = "Over these cells and replicates") double mean,
    @Schema(description = "Those that take two values or more, the one that explains most first")
        List<ParameterEffect> parameters,
    @Schema(
            description =
                "What the cells differ by that no sum of the parameters' effects explains; null with a single parameter")
        @Nullable Share interaction,
    @Schema(description = "What a seed does to all cells alike; null with a single replicate")
        @Nullable Share seeds,
    @Schema(description = "The share that remains: what seeds do to each cell, from 0 to 1")
        double residual,
    @Schema(description = "What a reader of these figures has to know") List<String> notes) {
  /** A trial that is not completed, or whose figure is not finite. */
  public record MissingTrial(
      int trial, int replicate, Map<String, Object> parameters, Status status) {}

  /**
   * A cell without which the analysis is made.
   *
   * @param outlying whether it varies far more; if not, it has a value of a parameter in common
   *     with one that does, without which the grid would have a hole
   */
  public record LeftOutCell(
      Map<String, Object> parameters,
      @Schema(
              description =
                  "Whether its figures vary between seeds far more than those of the others (F test at 1%), so that an F test over all would not be valid; the others share its value of a parameter")
          boolean outlying) {}

  /**
   * What a parameter does.
   *
   * @param levels in the order of their values
   */
  public record ParameterEffect(
      @Schema(example = "training.optimizer.learningRate") String parameter,
      Share effect,
      List<Level> levels) {}

  /**
   * A part of the variation; all but the share and its degrees of freedom is null with a single
   * replicate, and where no grid is left of cells that vary alike.
   *
   * @param share of the total sum of squares, 0 to 1
   * @param interval of the true share, at 95%
   * @param f null also where the residual is 0
   */
  public record Share(
      @Schema(
              description =
                  "Of the total sum of squares (η²), from 0 to 1; what has no effect has about its share of the degrees of freedom")
          double share,
      @Schema(
              description =
                  "Of the true share, at 95%; as that has no part that is chance, it can lie below the observed one. Null with a single replicate")
          @Nullable Interval interval,
      int degreesOfFreedom,
      @Schema(description = "Of the F test; null with a single replicate or without a residual")
          @Nullable Double f,
      @Schema(description = "Of the F test; null with a single replicate") @Nullable Double p,
      @Schema(
              description =
                  "After Holm, for the parameters and their interaction together; null for seeds and with a single replicate")
          @Nullable Double adjustedP) {

    /** Whether it is more than chance, at 5% for all questions together. */
    public boolean beyondChance() {
      return adjustedP != null && adjustedP <= Significance.LEVEL;
    }
  }

  /**
   * All cells in which a parameter has a value.
   *
   * @param count figures that the mean is of
   * @param interval at 95%, for comparing levels; null with a single replicate
   */
  public record Level(
      @Nullable Object value,
      @Schema(description = "Cells with this value, times replicates") int count,
      double mean,
      @Schema(
              description =
                  "At 95%, for comparing levels: what a seed does to all cells alike is not in it. Null with a single replicate")
          @Nullable Interval interval) {}

  /**
   * Analyses a sweep in the replicates that are completed in all of its cells.
   *
   * @throws Refusal CONFLICT if there is a single cell, no grid of cells, a pruned cell, or no such
   *     replicate
   */
  public static MainEffects of(Curves curves, Metric metric, Figure figure) {
    return new VarianceAnalysis(BalancedCells.of(curves, metric, figure))
        .effects(curves.experimentId(), metric.validationName(), figure);
  }
}
