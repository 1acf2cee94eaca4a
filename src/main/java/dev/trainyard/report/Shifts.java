package dev.trainyard.report;

import dev.trainyard.outcome.Spread;
import dev.trainyard.scoring.Robustness;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Networks on images that were moved aside.
 *
 * @param images how many, for each direction
 * @param directions of every shift but 0
 * @param dense the fully connected network's accuracies, by pixels from 0
 * @param shifted the same layers' that were trained on shifted images
 * @param convolutional the convolutional network's
 */
record Shifts(
    int images,
    int directions,
    List<Spread> dense,
    List<Spread> shifted,
    List<Spread> convolutional) {

  /** All at one shift. */
  record Row(int pixels, Spread dense, Spread shifted, Spread convolutional) {}

  static Shifts of(Robustness dense, Robustness shifted, Robustness convolutional) {
    return new Shifts(
        dense.images(),
        dense.directions(),
        spreads(dense),
        spreads(shifted),
        spreads(convolutional));
  }

  List<Row> rows() {
    return IntStream.range(0, dense.size())
        .mapToObj(i -> new Row(i, dense.get(i), shifted.get(i), convolutional.get(i)))
        .toList();
  }

  /** The largest shift. */
  Row last() {
    return rows().getLast();
  }

  /** The largest shift at which the fully connected network still has at least this accuracy. */
  int denseHolds(double accuracy) {
    return holds(dense, accuracy);
  }

  /** The same of the convolutional network. */
  int convolutionalHolds(double accuracy) {
    return holds(convolutional, accuracy);
  }

  /** At how many of the shifts but 0 the convolutional network is the better one. */
  long convolutionalWins() {
    return rows().stream()
        .skip(1)
        .filter(row -> row.convolutional().mean() > row.dense().mean())
        .count();
  }

  private static int holds(List<Spread> accuracies, double least) {
    return (int) accuracies.stream().takeWhile(one -> one.mean() >= least).count() - 1;
  }

  private static List<Spread> spreads(Robustness robustness) {
    int shifts = robustness.trials().getFirst().shifts().size();
    return IntStream.range(0, shifts)
        .mapToObj(
            i ->
                Spread.of(
                    robustness.trials().stream()
                        .map(trial -> trial.shifts().get(i).accuracy())
                        .toList()))
        .toList();
  }
}
