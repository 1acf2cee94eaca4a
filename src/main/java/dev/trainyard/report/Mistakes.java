package dev.trainyard.report;

import dev.trainyard.dataset.LabelledImages;
import dev.trainyard.engine.Predictions;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/**
 * The test images that two kinds of network get wrong.
 *
 * @param images how many there are
 * @param both indices of the images that every network of both kinds gets wrong
 * @param denseOnly images that all fully connected networks get wrong and no convolutional one
 * @param convolutionalOnly the reverse
 * @param dense the most frequent confusions of the fully connected networks
 * @param convolutional those of the convolutional ones
 */
record Mistakes(
    LabelledImages images,
    List<Integer> both,
    int denseOnly,
    int convolutionalOnly,
    List<Confusion> dense,
    List<Confusion> convolutional) {
  private static final int SHOWN = 4;

  /**
   * Images of one class that are taken for another.
   *
   * @param images in the mean over the replicates
   */
  record Confusion(int truth, int predicted, double images) {}

  /** How many of the images that all get wrong are drawn. */
  int shown() {
    return Math.min(MissedDigits.MOST, both.size());
  }

  /** The true classes of those. */
  List<Integer> labels() {
    return both.stream().limit(shown()).map(images::label).toList();
  }

  static Mistakes of(Judged dense, Judged convolutional) {
    BitSet both = missedByAll(dense);
    both.and(missedByAll(convolutional));
    BitSet denseOnly = missedByAll(dense);
    denseOnly.andNot(missedByAny(convolutional));
    BitSet convolutionalOnly = missedByAll(convolutional);
    convolutionalOnly.andNot(missedByAny(dense));
    return new Mistakes(
        dense.images(),
        both.stream().boxed().toList(),
        denseOnly.cardinality(),
        convolutionalOnly.cardinality(),
        confusions(dense),
        confusions(convolutional));
  }

  private static BitSet missedByAll(Judged cell) {
    BitSet missed = new BitSet();
    missed.set(0, cell.images().count());
    cell.right().forEach(missed::andNot);
    return missed;
  }

  private static BitSet missedByAny(Judged cell) {
    BitSet missed = new BitSet();
    for (BitSet right : cell.right()) {
      BitSet wrong = (BitSet) right.clone();
      wrong.flip(0, cell.images().count());
      missed.or(wrong);
    }
    return missed;
  }

  private static List<Confusion> confusions(Judged cell) {
    LabelledImages images = cell.images();
    int[][] counts = new int[images.classes()][images.classes()]; // [truth][predicted]
    for (Predictions one : cell.predictions()) {
      for (int i = 0; i < images.count(); i++) {
        counts[images.label(i)][one.predicted(i)]++;
      }
    }
    List<Confusion> confusions = new ArrayList<>();
    for (int truth = 0; truth < counts.length; truth++) {
      for (int predicted = 0; predicted < counts.length; predicted++) {
        if (truth != predicted && counts[truth][predicted] > 0) {
          double mean = (double) counts[truth][predicted] / cell.predictions().size();
          confusions.add(new Confusion(truth, predicted, mean));
        }
      }
    }
    return confusions.stream()
        .sorted(Comparator.comparingDouble(Confusion::images).reversed())
        .limit(SHOWN)
        .toList();
  }
}
