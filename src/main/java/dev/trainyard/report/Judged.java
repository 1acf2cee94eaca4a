package dev.trainyard.report;

import dev.trainyard.dataset.LabelledImages;
import dev.trainyard.engine.Predictions;
import dev.trainyard.outcome.Cell;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A cell on the test images.
 *
 * @param predictions of each completed trial, in the order of the replicates
 */
record Judged(Run run, Cell cell, LabelledImages images, List<Predictions> predictions) {

  /** A bit for each image, by replicate: set where the network is right. */
  List<BitSet> right() {
    return predictions.stream().map(Predictions::right).toList();
  }

  /** The accuracy by replicate. */
  Map<Integer, Double> accuracies() {
    Map<Integer, Double> accuracies = new HashMap<>();
    List<BitSet> right = right();
    for (int i = 0; i < right.size(); i++) {
      accuracies.put(
          cell.completed().get(i).replicate(),
          (double) right.get(i).cardinality() / images.count());
    }
    return accuracies;
  }
}
