package dev.trainyard.outcome;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.trainyard.outcome.Curves.TrialCurve;
import dev.trainyard.training.Metric;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
   * @param validation the images that the figures are of
   * @param test with a holdout: on the test split, scored once at the end of each trial
   * @param finalGap to the cell whose {@code final} mean is the best; null for that cell itself
   * @param bestGap to the cell whose {@code best} mean is the best; null for that cell itself
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
          @Nullable Spread best,
      @Schema(description = "The images that the figures, and so all choices, are of")
          ValidationImages validation,
      @Schema(description = "With a holdout: on the test split, scored once at the end of a trial")
          @Nullable Spread test,
      @Schema(description = "To the cell whose final mean is the best; null for that cell itself")
          @Nullable Gap finalGap,
      @Schema(description = "To the cell whose best mean is the best; null for that cell itself")
          @Nullable Gap bestGap) {}

  /** Takes the rows out of the curves, in the order in which the cells first come. */
  public static Sweep of(Curves curves, Metric metric, @Nullable Reference reference) {
    Map<Map<String, Object>, List<TrialCurve>> cells =
        curves.trials().stream()
            .collect(
                Collectors.groupingBy(
                    TrialCurve::parameters, LinkedHashMap::new, Collectors.toList()));
    Comparison last = new Comparison(metric, trial -> last(trial, metric));
    Comparison best = new Comparison(metric, trial -> best(trial, metric));
    List<List<TrialCurve>> completed = cells.values().stream().map(Sweep::completed).toList();
    List<TrialCurve> lastLeader = last.leader(completed);
    List<TrialCurve> bestLeader = best.leader(completed);
    List<SweepCell> rows =
        cells.entrySet().stream()
            .map(
                e -> {
                  List<TrialCurve> own = completed(e.getValue());
                  return new SweepCell(
                      e.getKey(),
                      e.getValue().size(),
                      own.size(),
                      own.stream().map(TrialCurve::replicate).toList(),
                      spread(own, trial -> last(trial, metric)),
                      spread(own, trial -> best(trial, metric)),
                      e.getValue().getFirst().validation(),
                      spread(scored(own), trial -> test(trial, metric)),
                      last.gap(own, lastLeader),
                      best.gap(own, bestLeader));
                })
            .toList();
    List<String> parameters =
        rows.isEmpty() ? List.of() : List.copyOf(rows.getFirst().parameters().keySet());
    return new Sweep(curves.experimentId(), parameters, metric.validationName(), rows, reference);
  }

  private static List<TrialCurve> completed(List<TrialCurve> trials) {
    return trials.stream().filter(trial -> trial.status() == Status.COMPLETED).toList();
  }

  private static List<TrialCurve> scored(List<TrialCurve> trials) {
    return trials.stream().filter(trial -> trial.test() != null).toList();
  }

  private static double last(TrialCurve trial, Metric metric) {
    return metric.validation(trial.epochs().getLast());
  }

  private static double best(TrialCurve trial, Metric metric) {
    return trial.epochs().stream().map(metric::validation).max(metric.worstFirst()).orElseThrow();
  }

  private static double test(TrialCurve trial, Metric metric) {
    TestScore score = Objects.requireNonNull(trial.test());
    return metric == Metric.LOSS ? score.loss() : score.accuracy();
  }

  private static @Nullable Spread spread(
      List<TrialCurve> trials, ToDoubleFunction<TrialCurve> value) {
    return trials.isEmpty() ? null : Spread.of(trials.stream().map(value::applyAsDouble).toList());
  }
}
