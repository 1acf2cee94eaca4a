package dev.trainyard.experiment;

import dev.trainyard.training.Checkpoint;
import dev.trainyard.training.EpochMetrics;

/**
 * An epoch as its attempt hands it over to be recorded.
 *
 * @param cores that the trial had for itself, on average; its speed depends on them
 */
record FinishedEpoch(EpochMetrics metrics, double cores, Checkpoint checkpoint) {}
