package dev.trainyard.experiment.ledger;

import dev.trainyard.experiment.TrialSpec;

/**
 * A trial that this process is to train.
 *
 * @param number the trial's number in its experiment
 * @param attempt the attempt that may record epochs; void as soon as the trial has another one
 * @param epochsCompleted before this attempt
 */
public record ClaimedTrial(
    long experimentId,
    int number,
    long trialId,
    int attempt,
    int epochsCompleted,
    TrialSpec spec) {}
