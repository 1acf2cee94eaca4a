package dev.trainyard.experiment.ledger;

import dev.trainyard.engine.Checkpoint;
import dev.trainyard.training.EpochMetrics;

/**
 * An epoch as its attempt hands it over to be recorded.
 *
 * @param cores that the trial had for itself, on average; its speed depends on them
 */
public record FinishedEpoch(EpochMetrics metrics, double cores, Checkpoint checkpoint) {}
