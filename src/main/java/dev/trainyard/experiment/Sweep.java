package dev.trainyard.experiment;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.trainyard.experiment.Curves.TrialCurve;
import dev.trainyard.training.EpochMetrics;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a sweep has come to: a row for each cell of its grid.
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
   * @param last after the last epoch; null until a trial is completed
   * @param best in the best epoch of each trial; null until a trial is completed
   */
  public record SweepCell(
      Map<String, Object> parameters,
      @Schema(description = "Trials of the cell") int replicates,
      @Schema(description = "Trials that are completed, which the figures rest on") int count,
      @Schema(description = "The replicates that are completed, in the order of the values")
          List<Integer> completed,
      @Schema(description = "After the last epoch; null until a trial is completed")
          @JsonProperty("final")
          @Nullable Spread last,
      @Schema(description = "In the best epoch of each trial; null until a trial is completed")
          @Nullable Spread best) {}

  /** Takes the rows out of the curves, in the order in which the cells first come. */
  public static Sweep of(Curves curves, Metric metric, @Nullable Reference reference) {
    Map<Map<String, Object>, List<TrialCurve>> cells =
        curves.trials().stream()
            .collect(
                Collectors.groupingBy(
                    TrialCurve::parameters, LinkedHashMap::new, Collectors.toList()));
    List<SweepCell> rows =
        cells.entrySet().stream().map(e -> cell(e.getKey(), e.getValue(), metric)).toList();
    List<String> parameters =
        rows.isEmpty() ? List.of() : List.copyOf(rows.getFirst().parameters().keySet());
    return new Sweep(curves.experimentId(), parameters, metric.validationName(), rows, reference);
  }

  private static SweepCell cell(
      Map<String, Object> parameters, List<TrialCurve> trials, Metric metric) {
    List<TrialCurve> completed =
        trials.stream().filter(trial -> trial.status() == Status.COMPLETED).toList();
    return new SweepCell(
        parameters,
        trials.size(),
        completed.size(),
        completed.stream().map(TrialCurve::replicate).toList(),
        spread(completed, trial -> metric.validation(trial.epochs().getLast())),
        spread(completed, trial -> best(trial.epochs(), metric)));
  }

  private static double best(List<EpochMetrics> epochs, Metric metric) {
    return epochs.stream().map(metric::validation).max(metric.worstFirst()).orElseThrow();
  }

  private static @Nullable Spread spread(
      List<TrialCurve> trials, ToDoubleFunction<TrialCurve> value) {
    return trials.isEmpty() ? null : Spread.of(trials.stream().map(value::applyAsDouble).toList());
  }
}
