package dev.trainyard.outcome;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.trainyard.outcome.Curves.TrialCurve;
import dev.trainyard.training.Metric;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a sweep has come to: a row for each of its cells.
 *
 * @param parameters the paths that are swept; empty when the experiment has no sweep and so a
 *     single cell
 * @param metric the figure that {@code best} and {@code final} are of
 * @param reference the published figure that the request carried
 */
public record Sweep(
    long experimentId,
    List<String> parameters,
    String metric,
    List<SweepCell> cells,
    @Nullable Reference reference) {

  /**
   * A cell.
   *
   * @param parameters the cell's values by path
   * @param replicates the trials of the cell
   * @param count those of them that are completed, which the figures rest on
   * @param completed their replicate numbers, in the order of the figures' values
   * @param epochs that all of them were trained for; null until a trial is completed
   * @param pruned whether a halving has stopped it after fewer epochs than others get
   * @param last after the last epoch; null until a trial is completed
   * @param best in the best epoch of each trial; null until a trial is completed
   * @param validation the images that the figures are of
   * @param test with a holdout: on the test split, scored once at the end of each trial
   * @param finalGap to the cell whose {@code final} mean is the best; null for that cell itself,
   *     and for a pruned cell
   * @param bestGap to the cell whose {@code best} mean is the best; null likewise
   */
  public record SweepCell(
      Map<String, Object> parameters,
      @Schema(description = "Trials of the cell") int replicates,
      @Schema(description = "Trials that are completed, which the figures rest on") int count,
      @Schema(description = "The replicates that are completed, in the order of the values")
          List<Integer> completed,
      @Schema(
              description =
                  "Epochs that all completed trials were trained for; null until a trial is completed")
          @Nullable Integer epochs,
      @Schema(
              description =
                  "Whether a halving has stopped it after fewer epochs than others get; its figures may be worse for that reason alone")
          boolean pruned,
      @Schema(description = "After the last epoch; null until a trial is completed")
          @JsonProperty("final")
          @Nullable Spread last,
      @Schema(description = "In the best epoch of each trial; null until a trial is completed")
          @Nullable Spread best,
      @Schema(description = "The images that the figures, and so all choices, are of")
          ValidationImages validation,
      @Schema(description = "With a holdout: on the test split, scored once at the end of a trial")
          @Nullable Spread test,
      @Schema(
              description =
                  "To the cell whose final mean is the best; null for that cell itself and for a pruned cell")
          @Nullable Gap finalGap,
      @Schema(
              description =
                  "To the cell whose best mean is the best; null for that cell itself and for a pruned cell")
          @Nullable Gap bestGap) {

    private SweepCell paired(@Nullable PairedGap ofLast, @Nullable PairedGap ofBest) {
      return new SweepCell(
          parameters,
          replicates,
          count,
          completed,
          epochs,
          pruned,
          last,
          best,
          validation,
          test,
          finalGap == null ? null : finalGap.with(ofLast),
          bestGap == null ? null : bestGap.with(ofBest));
    }
  }

  /** Takes the rows out of the curves, in the order in which the cells first come. */
  public static Sweep of(Curves curves, Metric metric, @Nullable Reference reference) {
    List<Cell> cells = curves.cells(metric);
    Cell last = curves.leader(metric, Cell::last).orElse(null);
    Cell best = curves.leader(metric, Cell::best).orElse(null);
    return new Sweep(
        curves.experimentId(),
        cells.isEmpty() ? List.of() : List.copyOf(cells.getFirst().parameters().keySet()),
        metric.validationName(),
        cells.stream().map(cell -> row(cell, last, best)).toList(),
        reference);
  }

  /**
   * The same with what is known of gaps image by image.
   *
   * @param last by the place of a cell, of the {@code finalGap}s
   * @param best by the place of a cell, of the {@code bestGap}s
   */
  public Sweep paired(Map<Integer, PairedGap> last, Map<Integer, PairedGap> best) {
    List<SweepCell> rows = new ArrayList<>();
    for (int i = 0; i < cells.size(); i++) {
      rows.add(cells.get(i).paired(last.get(i), best.get(i)));
    }
    return new Sweep(experimentId, parameters, metric, rows, reference);
  }

  /** Whether the cells are all combinations of the values that they have, as in a grid. */
  public boolean formsGrid() {
    return isGrid(cells.stream().map(SweepCell::parameters).toList());
  }

  /**
   * The same of different cells.
   *
   * @param cells values by the same paths
   */
  static boolean isGrid(List<Map<String, Object>> cells) {
    long combinations = 1;
    for (String path : cells.isEmpty() ? Set.<String>of() : cells.getFirst().keySet()) {
      combinations *= cells.stream().map(cell -> cell.get(path)).distinct().count();
      if (combinations > cells.size()) {
        return false;
      }
    }
    return true;
  }

  private static SweepCell row(Cell cell, @Nullable Cell last, @Nullable Cell best) {
    boolean known = cell.count() > 0;
    boolean comparable = known && !cell.pruned();
    return new SweepCell(
        cell.parameters(),
        cell.trials().size(),
        cell.count(),
        cell.completed().stream().map(TrialCurve::replicate).toList(),
        known ? cell.epochs() : null,
        cell.pruned(),
        known ? cell.last() : null,
        known ? cell.best() : null,
        cell.validation(),
        cell.test(),
        comparable && last != null && !cell.equals(last) ? cell.against(last) : null,
        comparable && best != null && !cell.equals(best) ? cell.bestAgainst(best) : null);
  }
}
