package dev.trainyard.experiment;

import org.jspecify.annotations.Nullable;

/**
 * The trials of an experiment in sums.
 *
 * @param bestValidationAccuracy of all trials and epochs; null before the first epoch
 */
record TrialTotals(
    long experimentId,
    long trials,
    long epochsCompleted,
    long epochsTotal,
    @Nullable Double bestValidationAccuracy) {}
