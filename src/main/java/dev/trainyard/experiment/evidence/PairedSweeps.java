package dev.trainyard.experiment.evidence;

import dev.trainyard.outcome.Cell;
import dev.trainyard.outcome.PairedCells;
import dev.trainyard.outcome.Sweep;
import dev.trainyard.outcome.Sweep.SweepCell;
import dev.trainyard.training.Metric;
import dev.trainyard.training.Validation;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/** Compares the cells of a sweep image by image, where it is kept what their networks said. */
@Component
public class PairedSweeps {
  private final PredictionRows rows;

  PairedSweeps(PredictionRows rows) {
    this.rows = rows;
  }

  /**
   * A sweep with paired gaps, where its figures are accuracies on the test images and all that the
   * networks said of them is kept.
   *
   * @param cells of the sweep, in its order
   */
  public Sweep paired(Sweep sweep, List<Cell> cells, Metric metric) {
    boolean onTest =
        cells.stream().allMatch(cell -> cell.validation().source() == Validation.Source.TEST);
    if (metric == Metric.LOSS || !onTest || cells.size() < 2) {
      return sweep;
    }
    Map<Integer, Map<Integer, BitSet>> known = rows.rightTestImages(sweep.experimentId());
    List<Map<Integer, BitSet>> last =
        cells.stream().map(cell -> right(cell, cell.lastEpochs(), known)).toList();
    List<Map<Integer, BitSet>> best =
        cells.stream().map(cell -> right(cell, cell.bestEpochs(), known)).toList();
    int images = cells.getFirst().images();
    Function<SweepCell, Boolean> leadsLast = row -> row.last() != null && row.finalGap() == null;
    Function<SweepCell, Boolean> leadsBest = row -> row.best() != null && row.bestGap() == null;
    return sweep.paired(
        PairedCells.gaps(images, last, leader(sweep, leadsLast)),
        PairedCells.gaps(images, best, leader(sweep, leadsBest)));
  }

  /** The place of the one cell that all gaps lead to; -1 while there is none. */
  private static int leader(Sweep sweep, Function<SweepCell, Boolean> leads) {
    List<SweepCell> rows = sweep.cells();
    for (int place = 0; place < rows.size(); place++) {
      if (leads.apply(rows.get(place))) {
        return place;
      }
    }
    return -1;
  }

  /**
   * What the completed trials of a cell get right, by replicate; empty unless all of it is known.
   *
   * @param epochs whose networks are meant, one for each completed trial
   */
  private static Map<Integer, BitSet> right(
      Cell cell, List<Integer> epochs, Map<Integer, Map<Integer, BitSet>> known) {
    Map<Integer, BitSet> right = new TreeMap<>();
    for (int i = 0; i < epochs.size(); i++) {
      var trial = cell.completed().get(i);
      BitSet images = known.getOrDefault(trial.trial(), Map.of()).get(epochs.get(i));
      if (images == null) {
        return Map.of();
      }
      right.put(trial.replicate(), images);
    }
    return right;
  }
}
