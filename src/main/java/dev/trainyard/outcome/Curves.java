package dev.trainyard.outcome;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trainyard.training.EpochMetrics;
import dev.trainyard.training.Metric;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The learning curves of an experiment's trials, as far as they have come. */
public record Curves(long experimentId, List<TrialCurve> trials) {

  /**
   * One trial's curve.
   *
   * @param trial from 1
   * @param replicate from 1
   * @param parameters the swept parameters of the trial's cell by path; empty without a sweep
   * @param pruned whether its experiment's halving has stopped it while others go on
   * @param validation the images that the validation figures are of
   * @param test with a holdout: the score on the test split, taken once when the trial was complete
   * @param epochs finished epochs in order
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record TrialCurve(
      int trial,
      int replicate,
      long seed,
      Map<String, Object> parameters,
      Status status,
      @Schema(
              description =
                  "Whether the halving of its experiment has stopped it after fewer epochs than others get")
          boolean pruned,
      ValidationImages validation,
      @Nullable TestScore test,
      List<EpochMetrics> epochs) {}

  /** The trials by cell, in the order in which the cells first come. */
  public List<Cell> cells(Metric metric) {
    return trials.stream()
        .collect(groupingBy(TrialCurve::parameters, LinkedHashMap::new, toList()))
        .entrySet()
        .stream()
        .map(cell -> new Cell(metric, cell.getKey(), cell.getValue()))
        .toList();
  }

  /**
   * The first of the cells with the best mean of a figure, but for those that a halving has pruned;
   * empty while no trial of them is completed.
   */
  public Optional<Cell> leader(Metric metric, Function<Cell, Spread> figure) {
    return cells(metric).stream()
        .filter(cell -> cell.count() > 0 && !cell.pruned())
        .min(comparing(cell -> figure.apply(cell).mean(), metric.worstFirst().reversed()));
  }
}
