package dev.trainyard.report;

import dev.trainyard.report.Ledger.Epoch;
import dev.trainyard.report.Ledger.Trial;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;

/**
 * All numbers that a report may hold, worked out from the rows of a study, as they are written.
 * Intervals and p-values are those of {@code statistics}, which has tests of its own.
 */
@NullUnmarked
final class Derivations {
  static final double HINTON = 0.9847;
  static final int IMAGES = 10_000;

  private final Set<String> numbers = new HashSet<>();

  static String points(double fraction) {
    return decimals(2, 100 * fraction);
  }

  static String decimals(int digits, double number) {
    return String.format(Locale.ROOT, "%." + digits + "f", Math.abs(number));
  }

  /** The numbers that are said of each cell by itself. */
  void add(List<Trial> cell) {
    add(cell, Trial::last);
    add(cell, trial -> trial.best().validationAccuracy());
    add(cell, Trial::trainLast);
    double last = Ledger.mean(cell, Trial::last);
    double best = Ledger.mean(cell, trial -> trial.best().validationAccuracy());
    double error = Math.sqrt(last * (1 - last) / IMAGES);
    double gap = Ledger.mean(cell, Trial::trainLast) - last;
    double top = cell.stream().mapToDouble(Trial::last).max().orElseThrow();
    cell.forEach(trial -> whole(trial.best().epoch()));
    percentages(top, best - last, top - last, error, gap, last - HINTON, 0.99 - last);
    numbers.add(decimals(1, gap / error));
    whole(Math.round((1 - last) * IMAGES));
    numbers.add(
        decimals(
            1,
            cell.stream()
                .flatMap(trial -> trial.epochs().stream())
                .mapToDouble(Epoch::seconds)
                .average()
                .orElseThrow()));
  }

  /** The numbers that are said of a cell's way through its epochs. */
  void addEpochs(List<Trial> cell) {
    double lowest = Double.MAX_VALUE;
    int epochs = cell.getFirst().epochs().size();
    fluctuation(cell, epochs).ifPresent(this::percentages);
    for (int i = 0; i < epochs; i++) {
      int at = i;
      double loss = Ledger.mean(cell, trial -> trial.epochs().get(at).validationLoss());
      double accuracy = Ledger.mean(cell, trial -> trial.epochs().get(at).validationAccuracy());
      double gain = Ledger.mean(cell, Trial::last) - accuracy;
      lowest = Math.min(lowest, loss);
      whole(i + 1);
      percentages(
          accuracy, Ledger.mean(cell, trial -> trial.epochs().get(at).trainAccuracy()), gain);
      for (int digits = 3; digits <= 4; digits++) {
        numbers.add(decimals(digits, loss));
        numbers.add(
            decimals(digits, Ledger.mean(cell, trial -> trial.epochs().get(at).trainLoss())));
      }
      numbers.add(decimals(2, Math.exp(-loss)));
      numbers.add(decimals(0, 100 * (loss / lowest - 1)));
      numbers.add(decimals(1, 100 * (loss / lowest - 1)));
    }
  }

  /** The numbers that are said of two cells. */
  void add(Contrast contrast) {
    for (double images : new double[] {contrast.gained(), contrast.lost(), contrast.net()}) {
      numbers.add(decimals(1, images));
      whole(Math.round(Math.abs(images)));
    }
    numbers.add(decimals(3, contrast.imageP()));
    numbers.add(decimals(3, contrast.seedP()));
  }

  /** The numbers that are said of what networks get wrong. */
  void add(Mistakes mistakes) {
    whole(mistakes.both().size());
    whole(mistakes.shown());
    whole(mistakes.denseOnly());
    whole(mistakes.convolutionalOnly());
    Stream.of(mistakes.dense(), mistakes.convolutional())
        .flatMap(List::stream)
        .forEach(one -> numbers.add(decimals(1, one.images())));
  }

  /**
   * The standard deviation of the change from epoch to epoch in the second half, if there are two.
   */
  private static OptionalDouble fluctuation(List<Trial> cell, int epochs) {
    double[] changes =
        IntStream.range(Math.max(1, epochs / 2), epochs)
            .mapToDouble(
                at ->
                    Ledger.mean(cell, trial -> trial.epochs().get(at).validationAccuracy())
                        - Ledger.mean(
                            cell, trial -> trial.epochs().get(at - 1).validationAccuracy()))
            .toArray();
    if (changes.length < 2) {
      return OptionalDouble.empty();
    }
    double mean = DoubleStream.of(changes).average().orElseThrow();
    double squares = DoubleStream.of(changes).map(d -> (d - mean) * (d - mean)).sum();
    return OptionalDouble.of(Math.sqrt(squares / (changes.length - 1)));
  }

  /** A count, as it is written. */
  void whole(long number) {
    numbers.add(String.format(Locale.ROOT, "%,d", number));
  }

  /** Numbers that are not of the measurements. */
  void addAll(Set<String> others) {
    numbers.addAll(others);
  }

  /** Fractions in percent or in points. */
  void percentages(double... fractions) {
    for (double fraction : fractions) {
      numbers.add(points(fraction));
      numbers.add(decimals(1, 100 * fraction));
    }
  }

  Set<String> numbers() {
    return numbers;
  }

  private void add(List<Trial> cell, ToDoubleFunction<Trial> figure) {
    cell.forEach(trial -> percentages(figure.applyAsDouble(trial)));
    percentages(Ledger.mean(cell, figure), Ledger.deviation(cell, figure));
  }
}
