package dev.trainyard.report;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullUnmarked;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rows of a study as SQL gives them; nothing of the report's own code reads them here. */
@NullUnmarked
record Ledger(List<Trial> trials) {
  private static final String ROWS =
      """
      select s.key_text, t.number, t.replicate, t.test_accuracy, e.epoch, e.train_loss,
        e.train_accuracy, e.validation_loss, e.validation_accuracy, e.seconds
      from study_experiment s
        join trial t on t.experiment_id = s.experiment_id
        join epoch e on e.trial_id = t.id
      where s.study_id = ? order by s.number, t.number, e.epoch
      """;

  /** A finished epoch. */
  record Epoch(
      int epoch,
      double trainLoss,
      double trainAccuracy,
      double validationLoss,
      double validationAccuracy,
      double seconds) {}

  /** A trial with its epochs in order. */
  record Trial(String key, int number, int replicate, double test, List<Epoch> epochs) {
    double last() {
      return epochs.getLast().validationAccuracy();
    }

    double trainLast() {
      return epochs.getLast().trainAccuracy();
    }

    /** The first of the epochs with the highest validation accuracy. */
    Epoch best() {
      double highest = epochs.stream().mapToDouble(Epoch::validationAccuracy).max().orElseThrow();
      return epochs.stream()
          .filter(epoch -> epoch.validationAccuracy() == highest)
          .findFirst()
          .orElseThrow();
    }
  }

  private record Row(String key, int number, int replicate, double test, Epoch epoch) {}

  static Ledger read(JdbcClient jdbc, long study) {
    List<Row> rows =
        jdbc.sql(ROWS)
            .param(study)
            .query(
                (row, i) ->
                    new Row(
                        row.getString(1),
                        row.getInt(2),
                        row.getInt(3),
                        row.getDouble(4),
                        new Epoch(
                            row.getInt(5),
                            row.getDouble(6),
                            row.getDouble(7),
                            row.getDouble(8),
                            row.getDouble(9),
                            row.getDouble(10))))
            .list();
    Map<String, List<Row>> trials =
        rows.stream()
            .collect(
                Collectors.groupingBy(
                    row -> "%s %03d".formatted(row.key(), row.number()),
                    TreeMap::new,
                    Collectors.toList()));
    return new Ledger(trials.values().stream().map(Ledger::trial).toList());
  }

  private static Trial trial(List<Row> rows) {
    Row first = rows.getFirst();
    return new Trial(
        first.key(),
        first.number(),
        first.replicate(),
        first.test(),
        rows.stream().map(Row::epoch).toList());
  }

  /** The replicates of an experiment's only cell. */
  List<Trial> cell(String key) {
    return cells(key).getFirst();
  }

  /** The cells of an experiment in the order of its sweep: each is a run of consecutive trials. */
  List<List<Trial>> cells(String key) {
    List<Trial> own =
        trials.stream()
            .filter(trial -> trial.key().equals(key))
            .sorted(Comparator.comparingInt(Trial::number))
            .toList();
    int replicates = own.stream().mapToInt(Trial::replicate).max().orElseThrow();
    return own.stream()
        .collect(
            Collectors.groupingBy(
                trial -> (trial.number() - 1) / replicates, TreeMap::new, Collectors.toList()))
        .values()
        .stream()
        .toList();
  }

  static double mean(List<Trial> cell, ToDoubleFunction<Trial> figure) {
    return cell.stream().mapToDouble(figure).sum() / cell.size();
  }

  /** The sample's standard deviation; 0 for one value. */
  static double deviation(List<Trial> cell, ToDoubleFunction<Trial> figure) {
    double mean = mean(cell, figure);
    double squares = mean(cell, trial -> Math.pow(figure.applyAsDouble(trial) - mean, 2));
    return cell.size() == 1 ? 0 : Math.sqrt(squares * cell.size() / (cell.size() - 1));
  }
}
