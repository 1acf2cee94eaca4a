package dev.trainyard.experiment.ledger;

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
