package dev.trainyard.experiment.spec;

import dev.trainyard.experiment.ExperimentSpec;
import dev.trainyard.experiment.Halving;
import dev.trainyard.network.NetworkSpec;
import java.util.Collections;
import java.util.List;

/**
 * A request with every default filled in and every value checked: ready to be queued.
 *
 * @param layers what the spec's network is made of
 * @param cells in the order of the trials; a single one without a sweep
 */
public record Submission(ExperimentSpec spec, NetworkSpec layers, List<GridCell> cells) {

  /**
   * For how many epochs the trials of each cell are trained, each replicate by itself; with a
   * halving as if the first cells were the best.
   */
  public List<List<Integer>> epochs() {
    Halving halving = spec.halving();
    int last = spec.training().epochs();
    List<Integer> ofCells =
        halving == null
            ? cells.stream().map(cell -> cell.training().epochs()).toList()
            : halving.epochs(cells.size(), last);
    return ofCells.stream()
        .map(
            epochs ->
                Collections.nCopies(
                    halving == null || epochs == last ? spec.replicates() : 1, epochs))
        .toList();
  }
}
