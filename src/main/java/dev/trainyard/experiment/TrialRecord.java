package dev.trainyard.experiment;

import dev.trainyard.training.EpochMetrics;
import java.util.List;

/**
 * What is stored of a trial's training.
 *
 * @param epochs finished ones in order
 * @param provenances of the attempts that finished an epoch, in order
 */
public record TrialRecord(List<EpochMetrics> epochs, List<Provenance> provenances) {}
