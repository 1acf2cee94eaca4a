package dev.trainyard.experiment;

import dev.trainyard.catalog.Datasets;
import dev.trainyard.dataset.DatasetFacts;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Says beforehand how long an experiment would take, from measured speed. */
@Component
class Estimator {
  private static final String EARLIER =
      "measured in earlier trials with the same network, batch size and optimizer";
  private static final String SCALED = "; the other cells in proportion to their multiply-adds";

  private record Measured(String workload, double seconds) {}

  private final Datasets datasets;
  private final Calibration calibration;
  private final WorkSettings settings;
  private final JdbcClient jdbc;

  Estimator(Datasets datasets, Calibration calibration, WorkSettings settings, JdbcClient jdbc) {
    this.datasets = datasets;
    this.calibration = calibration;
    this.settings = settings;
    this.jdbc = jdbc;
  }

  /** What a submission would come to; may train for a second to find out. */
  DryRun estimate(Submission submission) {
    List<Cell> cells = submission.cells();
    int trials = cells.size() * submission.spec().replicates();
    Map<String, Double> measured = measured(cells);
    Cell yardstick = yardstick(cells, measured);
    double usual;
    String basis;
    if (measured.isEmpty()) {
      DatasetFacts facts = datasets.facts(submission.spec().dataset());
      int atOnce = Math.min(trials, settings.slots());
      usual = calibration.secondsPerEpoch(yardstick, facts, atOnce);
      basis = Calibration.BASIS;
    } else {
      usual = measured.getOrDefault(yardstick.workload(), 0.0);
      basis = EARLIER;
    }
    return new DryRun(
        submission.spec(),
        cells.size(),
        trials,
        cells.stream().mapToLong(cell -> cell.network().parameters()).max().orElseThrow(),
        makespan(submission, measured, yardstick, usual),
        cells.stream()
                .allMatch(
                    c ->
                        c.workload().equals(yardstick.workload())
                            || measured.containsKey(c.workload()))
            ? basis
            : basis + SCALED);
  }

  /** Seconds of an epoch by workload, averaged over the last epochs of earlier trials. */
  private Map<String, Double> measured(List<Cell> cells) {
    return jdbc
        .sql(
            """
            select t.workload as workload, avg(e.seconds) as seconds
            from trial t join epoch e on e.trial_id = t.id and e.epoch = t.epochs_completed
            where t.workload in (:workloads) group by t.workload
            """)
        .param("workloads", cells.stream().map(Cell::workload).distinct().toList())
        .query(Measured.class)
        .list()
        .stream()
        .collect(Collectors.toMap(Measured::workload, Measured::seconds));
  }

  /** The cell from which the cost of others is inferred: the largest that was measured. */
  private static Cell yardstick(List<Cell> cells, Map<String, Double> measured) {
    Comparator<Cell> bySize = Comparator.comparingLong(cell -> cell.network().multiplyAdds());
    return cells.stream()
        .filter(cell -> measured.containsKey(cell.workload()))
        .max(bySize)
        .or(() -> cells.stream().max(bySize))
        .orElseThrow();
  }

  /** The time until all trials are done when each takes the slot that is free first. */
  private double makespan(
      Submission submission, Map<String, Double> measured, Cell yardstick, double usual) {
    PriorityQueue<Double> slots = new PriorityQueue<>();
    for (int slot = 0; slot < settings.slots(); slot++) {
      slots.add(0.0);
    }
    for (Cell cell : submission.cells()) {
      double size = cell.network().multiplyAdds() / (double) yardstick.network().multiplyAdds();
      double epoch = measured.getOrDefault(cell.workload(), usual * size);
      for (int replicate = 0; replicate < submission.spec().replicates(); replicate++) {
        slots.add(slots.remove() + epoch * cell.training().epochs());
      }
    }
    return last(slots);
  }

  private static double last(Collection<Double> ends) {
    return ends.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
  }
}
