package dev.trainyard.experiment.spec;

import dev.trainyard.experiment.ExperimentSpec;
import dev.trainyard.network.NetworkSpec;
import java.util.List;

/**
 * A request with every default filled in and every value checked: ready to be queued.
 *
 * @param layers what the spec's network is made of
 * @param cells in the order of the trials; a single one without a sweep
 */
public record Submission(ExperimentSpec spec, NetworkSpec layers, List<GridCell> cells) {}
