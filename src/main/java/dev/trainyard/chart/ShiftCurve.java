package dev.trainyard.chart;

import dev.trainyard.outcome.Spread;
import java.util.List;

/**
 * A network's accuracies on shifted images.
 *
 * @param accuracies over the trials; the first is without a shift, the next at one pixel
 */
public record ShiftCurve(String name, List<Spread> accuracies) {}
