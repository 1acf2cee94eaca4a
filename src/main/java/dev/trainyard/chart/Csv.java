package dev.trainyard.chart;

import dev.trainyard.outcome.Curves;
import dev.trainyard.outcome.Curves.TrialCurve;
import dev.trainyard.outcome.MainEffects;
import dev.trainyard.outcome.MainEffects.Level;
import dev.trainyard.outcome.MainEffects.ParameterEffect;
import dev.trainyard.outcome.MainEffects.Share;
import dev.trainyard.outcome.Spread;
import dev.trainyard.outcome.Sweep;
import dev.trainyard.outcome.Sweep.SweepCell;
import dev.trainyard.statistics.Interval;
import dev.trainyard.training.EpochMetrics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tables as comma-separated values (RFC 4180, with line feeds), the first line names the columns. A
 * text that a spreadsheet would take for a formula has an apostrophe before it.
 */
public final class Csv {
  /** How a text begins that a spreadsheet would compute (OWASP, CSV injection). */
  private static final Pattern FORMULA = Pattern.compile("[=+\\-@\t\r\uff1d\uff0b\uff0d\uff20]");

  private static final Pattern NUMBER = Pattern.compile("-?(\\d+(\\.\\d+)?(E-?\\d+)?|Infinity)");

  private Csv() {}

  /** A row for each finished epoch of each trial, with the swept parameters in columns. */
  static String of(Curves curves) {
    List<String> parameters =
        curves.trials().stream()
            .flatMap(trial -> trial.parameters().keySet().stream())
            .distinct()
            .toList();
    StringBuilder table = new StringBuilder();
    List<Object> header = new ArrayList<>(List.of("trial", "replicate", "seed"));
    header.addAll(parameters);
    header.addAll(
        List.of(
            "epoch",
            "trainLoss",
            "trainAccuracy",
            "validationLoss",
            "validationAccuracy",
            "learningRate",
            "seconds"));
    row(table, header);
    for (TrialCurve trial : curves.trials()) {
      for (EpochMetrics epoch : trial.epochs()) {
        List<@Nullable Object> row =
            new ArrayList<>(List.of(trial.trial(), trial.replicate(), trial.seed()));
        parameters.forEach(parameter -> row.add(trial.parameters().get(parameter)));
        row.addAll(
            List.of(
                epoch.epoch(),
                epoch.trainLoss(),
                epoch.trainAccuracy(),
                epoch.validationLoss(),
                epoch.validationAccuracy(),
                epoch.learningRate(),
                epoch.seconds()));
        row(table, row);
      }
    }
    return table.toString();
  }

  /** A row for each cell; what is not known yet is empty. */
  static String of(Sweep sweep) {
    int replicates = sweep.cells().stream().mapToInt(SweepCell::replicates).max().orElse(0);
    StringBuilder table = new StringBuilder();
    List<Object> header = new ArrayList<>(sweep.parameters());
    header.addAll(List.of("replicates", "count"));
    for (String figure : List.of("best", "final")) {
      header.addAll(List.of(figure + "Mean", figure + "StandardDeviation"));
      for (int i = 1; i <= replicates; i++) {
        header.add(figure + i);
      }
    }
    header.addAll(List.of("validation", "validationImages", "testMean", "testStandardDeviation"));
    header.addAll(List.of("epochs", "pruned"));
    row(table, header);
    for (SweepCell cell : sweep.cells()) {
      List<@Nullable Object> row = new ArrayList<>();
      sweep.parameters().forEach(parameter -> row.add(cell.parameters().get(parameter)));
      row.add(cell.replicates());
      row.add(cell.count());
      row.addAll(columns(cell.best(), cell.completed(), replicates));
      row.addAll(columns(cell.last(), cell.completed(), replicates));
      row.add(cell.validation().source().name().toLowerCase(Locale.ROOT));
      row.add(cell.validation().images());
      row.addAll(columns(cell.test(), List.of(), 0));
      row.add(cell.epochs());
      row.add(cell.pruned());
      row(table, row);
    }
    return table.toString();
  }

  /**
   * A row for the share of each term, and below one for each value of a parameter; what a row or a
   * test has not is empty.
   */
  static String of(MainEffects effects) {
    StringBuilder table = new StringBuilder();
    row(
        table,
        List.of(
            "term",
            "share",
            "shareFrom",
            "shareTo",
            "degreesOfFreedom",
            "f",
            "p",
            "adjustedP",
            "value",
            "count",
            "mean",
            "meanFrom",
            "meanTo"));
    effects.parameters().forEach(one -> share(table, one.parameter(), one.effect()));
    share(table, "interaction", effects.interaction());
    share(table, "seeds", effects.seeds());
    row(table, padded(List.of("residual", effects.residual()), 13));
    for (ParameterEffect one : effects.parameters()) {
      for (Level level : one.levels()) {
        List<@Nullable Object> row = padded(List.of(one.parameter()), 8);
        row.add(level.value());
        row.add(level.count());
        row.add(level.mean());
        row.addAll(ends(level.interval()));
        row(table, row);
      }
    }
    return table.toString();
  }

  private static void share(StringBuilder table, String term, @Nullable Share share) {
    if (share != null) {
      List<@Nullable Object> row = new ArrayList<>(List.of(term, share.share()));
      row.addAll(ends(share.interval()));
      row.add(share.degreesOfFreedom());
      row.add(share.f());
      row.add(share.p());
      row.add(share.adjustedP());
      row(table, padded(row, 13));
    }
  }

  private static List<@Nullable Object> ends(@Nullable Interval interval) {
    return interval == null
        ? padded(List.of(), 2)
        : new ArrayList<>(List.of(interval.from(), interval.to()));
  }

  private static List<@Nullable Object> padded(List<? extends @Nullable Object> row, int columns) {
    List<@Nullable Object> padded = new ArrayList<>(row);
    while (padded.size() < columns) {
      padded.add(null);
    }
    return padded;
  }

  /** Each replicate in its own column, also where one before it failed or still trains. */
  private static List<@Nullable Object> columns(
      @Nullable Spread spread, List<Integer> completed, int replicates) {
    List<@Nullable Object> columns = new ArrayList<>();
    while (columns.size() < replicates + 2) {
      columns.add(null);
    }
    if (spread != null) {
      columns.set(0, spread.mean());
      columns.set(1, spread.standardDeviation());
      for (int i = 0; i < completed.size(); i++) {
        columns.set(completed.get(i) + 1, spread.values().get(i));
      }
    }
    return columns;
  }

  /** The rows of a table; the first one names the columns. What is null is empty. */
  public static String of(List<? extends List<? extends @Nullable Object>> rows) {
    StringBuilder table = new StringBuilder();
    rows.forEach(row -> row(table, row));
    return table.toString();
  }

  private static void row(StringBuilder table, Collection<? extends @Nullable Object> values) {
    table.append(values.stream().map(Csv::field).collect(Collectors.joining(","))).append('\n');
  }

  private static String field(@Nullable Object value) {
    String text = value == null ? "" : value.toString();
    if (FORMULA.matcher(text).lookingAt() && !NUMBER.matcher(text).matches()) {
      text = "'" + text;
    }
    return Stream.of(",", "\"", "\n", "\r").anyMatch(text::contains)
        ? "\"" + text.replace("\"", "\"\"") + "\""
        : text;
  }
}
