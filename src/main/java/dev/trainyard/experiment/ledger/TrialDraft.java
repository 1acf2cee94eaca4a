package dev.trainyard.experiment.ledger;

import dev.trainyard.experiment.spec.Workload;

/**
 * A trial before it is stored.
 *
 * @param number from 1
 * @param replicate from 1
 * @param parameters the swept parameters of its cell by path, as a JSON object
 * @param workload see {@link Workload}
 */
record TrialDraft(
    int number, int replicate, long seed, String parameters, int epochs, String workload) {}
