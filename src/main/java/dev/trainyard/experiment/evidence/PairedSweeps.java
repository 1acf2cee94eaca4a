package dev.trainyard.experiment.evidence;

import dev.trainyard.outcome.Cell;
import dev.trainyard.outcome.Curves;
import dev.trainyard.outcome.PairedCells;
import dev.trainyard.outcome.PairedGap;
import dev.trainyard.outcome.Sweep;
import dev.trainyard.training.Metric;
import dev.trainyard.training.Validation;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
   * @param curves that it was made of
   */
  public Sweep paired(Sweep sweep, Curves curves, Metric metric) {
    List<Cell> cells = curves.cells(metric);
    boolean onTest =
        cells.stream().allMatch(cell -> cell.validation().source() == Validation.Source.TEST);
    if (metric == Metric.LOSS || !onTest || cells.size() < 2) {
      return sweep;
    }
    Map<Integer, Map<Integer, BitSet>> known = rows.rightTestImages(sweep.experimentId());
    return sweep.paired(
        gaps(cells, curves.leader(metric, Cell::last), Cell::lastEpochs, known),
        gaps(cells, curves.leader(metric, Cell::best), Cell::bestEpochs, known));
  }

  /** Of the cells that no halving has pruned, to the leading one of them. */
  private static Map<Integer, PairedGap> gaps(
      List<Cell> cells,
      Optional<Cell> leader,
      Function<Cell, List<Integer>> epochs,
      Map<Integer, Map<Integer, BitSet>> known) {
    List<Map<Integer, BitSet>> right =
        cells.stream()
            .map(
                cell ->
                    cell.pruned()
                        ? Map.<Integer, BitSet>of()
                        : right(cell, epochs.apply(cell), known))
            .toList();
    int place = leader.map(cells::indexOf).orElse(-1);
    return PairedCells.gaps(cells.getFirst().images(), right, place);
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
