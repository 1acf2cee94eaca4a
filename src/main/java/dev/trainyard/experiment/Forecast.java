package dev.trainyard.experiment;

import org.jspecify.annotations.Nullable;

/**
 * What several experiments would come to that are queued together.
 *
 * @param estimatedSeconds from the start of the first trial to the end of the last one, when this
 *     process is the only one at work; null when nothing could be measured
 * @param basis what the estimate rests on
 */
public record Forecast(int trials, @Nullable Double estimatedSeconds, String basis) {}
