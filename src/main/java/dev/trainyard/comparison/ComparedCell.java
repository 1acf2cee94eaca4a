package dev.trainyard.comparison;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.trainyard.outcome.Band;
import dev.trainyard.outcome.Cell;
import dev.trainyard.outcome.Curves.TrialCurve;
import dev.trainyard.outcome.Spread;
import dev.trainyard.outcome.Status;
import dev.trainyard.outcome.ValidationImages;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The replicates of one recipe: a cell of a sweep, or an experiment without one.
 *
 * @param cell from 1, in the order of the experiments
 * @param label what it is called in the picture, with the experiment's id
 * @param parameters the cell's values by path; empty without a sweep
 * @param trials those that were asked for, whatever their status
 * @param count those of them that are completed, which the figures rest on
 * @param validation the images that {@code best} and {@code final} are of
 * @param last after the last epoch; null until a trial is completed
 * @param best in the best epoch of each trial; null until a trial is completed
 * @param test on the test split, by the networks that the trainings are for; null until a trial is
 *     completed and where it is not known what its network says of the test images
 */
record ComparedCell(
    @Schema(description = "From 1; pairs name cells by it") int cell,
    @Schema(description = "What the picture calls it", example = "2: decay, l2 = 0.001")
        String label,
    long experiment,
    @Schema(description = "Of the experiment") String name,
    String dataset,
    Map<String, Object> parameters,
    List<ComparedTrial> trials,
    @Schema(description = "Trials that are completed, which best, final and test rest on")
        int count,
    @Schema(description = "The images that best, final and the curve are of")
        ValidationImages validation,
    @Schema(description = "In the best epoch of each trial; null until a trial is completed")
        @Nullable Spread best,
    @Schema(description = "After the last epoch; null until a trial is completed")
        @JsonProperty("final")
        @Nullable Spread last,
    @Schema(
            description =
                "On the test split, of the network that each training is for: after the best epoch with earlyStopping.restoreBest, else the last; the pairs compare it")
        @Nullable Spread test,
    MeanCurves curve) {

  /**
   * The metric epoch by epoch over the trials that have finished the epoch, the unfinished trials
   * as far as they have come.
   */
  @Schema(name = "ComparedCurve")
  record MeanCurves(Band training, Band validation) {}

  /** A trial, and how far it has come. */
  @Schema(name = "ComparedTrial")
  record ComparedTrial(int trial, int replicate, long seed, Status status, int epochs) {

    static ComparedTrial of(TrialCurve curve) {
      return new ComparedTrial(
          curve.trial(), curve.replicate(), curve.seed(), curve.status(), curve.epochs().size());
    }
  }

  static ComparedCell of(
      int number, String label, Origin origin, Cell cell, @Nullable Spread test) {
    boolean known = cell.count() > 0;
    return new ComparedCell(
        number,
        label,
        origin.experiment(),
        origin.name(),
        origin.dataset(),
        cell.parameters(),
        cell.trials().stream().map(ComparedTrial::of).toList(),
        cell.count(),
        cell.validation(),
        known ? cell.best() : null,
        known ? cell.last() : null,
        test,
        new MeanCurves(cell.band(cell.metric()::training), cell.band(cell.metric()::validation)));
  }

  /** The experiment that a cell is of. */
  record Origin(long experiment, String name, String dataset) {}
}
