package dev.trainyard.chart;

import dev.trainyard.experiment.Curves;
import dev.trainyard.experiment.Curves.TrialCurve;
import dev.trainyard.experiment.Spread;
import dev.trainyard.experiment.Sweep;
import dev.trainyard.experiment.Sweep.SweepCell;
import dev.trainyard.training.EpochMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Results as comma-separated values (RFC 4180), with a line of headings. */
final class Csv {
  private static final String LINE_END = "\r\n";

  private Csv() {}

  /** A line for each epoch of each trial. */
  static String of(Curves curves) {
    List<String> swept = curves.trials().isEmpty() ? List.of() : swept(curves.trials().getFirst());
    StringBuilder csv = new StringBuilder();
    line(
        csv,
        Stream.of(
            Stream.of("trial", "replicate", "seed"),
            swept.stream(),
            Stream.of(
                "epoch",
                "trainLoss",
                "trainAccuracy",
                "validationLoss",
                "validationAccuracy",
                "learningRate",
                "seconds")));
    for (TrialCurve trial : curves.trials()) {
      for (EpochMetrics epoch : trial.epochs()) {
        line(
            csv,
            Stream.of(
                Stream.of(trial.trial(), trial.replicate(), trial.seed()),
                swept.stream().map(trial.parameters()::get),
                Stream.of(
                    epoch.epoch(),
                    epoch.trainLoss(),
                    epoch.trainAccuracy(),
                    epoch.validationLoss(),
                    epoch.validationAccuracy(),
                    epoch.learningRate(),
                    epoch.seconds())));
      }
    }
    return csv.toString();
  }

  /** A line for each cell. */
  static String of(Sweep sweep) {
    StringBuilder csv = new StringBuilder();
    line(
        csv,
        Stream.of(
            sweep.parameters().stream(),
            Stream.of(
                "replicates",
                "count",
                "finalMean",
                "finalStandardDeviation",
                "finalValues",
                "bestMean",
                "bestStandardDeviation",
                "bestValues")));
    for (SweepCell cell : sweep.cells()) {
      line(
          csv,
          Stream.of(
              sweep.parameters().stream().map(cell.parameters()::get),
              Stream.of(cell.replicates(), cell.count()),
              figures(cell.last()),
              figures(cell.best())));
    }
    return csv.toString();
  }

  private static Stream<Object> figures(@Nullable Spread spread) {
    if (spread == null) {
      return Stream.of("", "", "");
    }
    String values = spread.values().stream().map(String::valueOf).collect(Collectors.joining(" "));
    Double deviation = spread.standardDeviation();
    return Stream.of(spread.mean(), deviation == null ? "" : deviation, values);
  }

  private static List<String> swept(TrialCurve trial) {
    return new ArrayList<>(trial.parameters().keySet());
  }

  private static void line(StringBuilder csv, Stream<Stream<?>> groups) {
    csv.append(
            groups
                .flatMap(group -> group)
                .map(value -> quoted(String.valueOf(value)))
                .collect(Collectors.joining(",")))
        .append(LINE_END);
  }

  private static String quoted(String value) {
    boolean plain = value.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? value : '"' + value.replace("\"", "\"\"") + '"';
  }
}
