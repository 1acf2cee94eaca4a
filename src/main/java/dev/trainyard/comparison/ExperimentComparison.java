package dev.trainyard.comparison;

import dev.trainyard.training.Metric;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/**
 * Experiments beside each other.
 *
 * @param metric what all figures are of
 * @param cells in the order in which the experiments were named
 * @param pairs every cell with every later one
 */
record ExperimentComparison(
    @Schema(description = "What all figures and curves are of") Metric metric,
    List<ComparedCell> cells,
    @Schema(
            description =
                "Every cell with every later one; adjustedP allows for all of them together (Holm)")
        List<ComparedPair> pairs) {}
