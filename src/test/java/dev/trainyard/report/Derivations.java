package dev.trainyard.report;

import dev.trainyard.report.Ledger.Epoch;
import dev.trainyard.report.Ledger.Trial;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.NullUnmarked;

/**
 * All numbers that a report may hold, worked out from the rows of a study, as they are written.
 * What is said of two cells follows the textbook: the paired differences' standard error with
 * Student's t, and the binomial one with 1.96, as the root of their squares.
 */
@NullUnmarked
final class Derivations {
  static final double HINTON = 0.9847;
  static final int IMAGES = 10_000;

  /** Student's 97.5 % quantiles by replicates; with one replicate there is nothing to estimate. */
  private static final List<Double> STUDENT = List.of(0.0, 0.0, 12.706, 4.303);

  private final Set<String> numbers = new HashSet<>();

  /** The difference of two cells' final accuracies, and what chance may make of it. */
  record Difference(double mean, double margin) {
    static Difference of(List<Trial> one, List<Trial> other, ToDoubleFunction<Trial> figure) {
      int n = Math.min(one.size(), other.size());
      double sum = 0;
      double squares = 0;
      for (int i = 0; i < n; i++) {
        double pair = figure.applyAsDouble(one.get(i)) - other.get(i).last();
        sum += pair;
        squares += pair * pair;
      }
      double variance = n == 1 ? 0 : Math.max(0, (squares - sum * sum / n) / (n - 1));
      double p = Ledger.mean(one, figure);
      double q = Ledger.mean(other, Trial::last);
      double images = 1.96 * Math.sqrt((p * (1 - p) + q * (1 - q)) / IMAGES);
      return new Difference(p - q, Math.hypot(STUDENT.get(n) * Math.sqrt(variance / n), images));
    }

    static Difference of(List<Trial> one, List<Trial> other) {
      return of(one, other, Trial::last);
    }

    boolean toldApart() {
      return Math.abs(mean) > margin;
    }
  }

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
    numbers.add(
        decimals(
            1, (last - HINTON) / Math.hypot(error, Math.sqrt(HINTON * (1 - HINTON) / IMAGES))));
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
  void add(Difference difference) {
    percentages(difference.mean(), difference.margin());
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
