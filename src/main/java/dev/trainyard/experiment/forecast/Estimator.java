package dev.trainyard.experiment.forecast;

import dev.trainyard.catalog.Datasets;
import dev.trainyard.dataset.DatasetFacts;
import dev.trainyard.engine.Cores;
import dev.trainyard.engine.TrainingFailed;
import dev.trainyard.experiment.Forecast;
import dev.trainyard.experiment.WorkSettings;
import dev.trainyard.experiment.spec.GridCell;
import dev.trainyard.experiment.spec.Submission;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Says beforehand how long an experiment would take, from measured speed. */
@Component
public class Estimator {
  private static final String EARLIER =
      "measured in earlier trials with the same network, batch size, optimizer and augmentation, and as many beside them";
  private static final String CALIBRATED =
      "measured for a moment in the process that answers, because no earlier trial is like it";
  private static final String BOTH =
      "measured in earlier trials, and for those cells that are like none of them for a moment in the process that answers";
  private static final String SCALED = "; the smaller cells in proportion to their multiply-adds";

  /** Each takes about a second. */
  private static final int MOST_CALIBRATED = 4;

  /** Trials that have had so much more or fewer cores still tell how fast others will be. */
  private static final double CORES_TOLERANCE = 0.1;

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

  /** What a submission would come to; may train for a few seconds to find out. */
  public DryRun estimate(Submission submission) {
    Forecast forecast = forecast(List.of(submission));
    List<GridCell> cells = submission.cells();
    long parameters =
        cells.stream().mapToLong(cell -> cell.network().parameters()).max().orElseThrow();
    return new DryRun(
        submission.spec(),
        cells.size(),
        forecast.trials(),
        parameters,
        forecast.estimatedSeconds(),
        forecast.basis());
  }

  /** What submissions would come to that are queued together. */
  public Forecast forecast(List<Submission> submissions) {
    List<GridCell> cells = submissions.stream().flatMap(one -> one.cells().stream()).toList();
    int trials = submissions.stream().mapToInt(Estimator::trials).sum();
    int atOnce = Math.min(trials, settings.slots());
    EpochTimes times = measured(cells, Cores.forEachOf(atOnce));
    boolean anyEarlier = !times.seconds().isEmpty();
    List<GridCell> missing = times.missing(cells);
    String basis = missing.isEmpty() ? EARLIER : anyEarlier ? BOTH : CALIBRATED;
    try {
      submissions.forEach(one -> calibrate(one, times, atOnce));
      basis += times.missing(cells).isEmpty() ? "" : SCALED;
      return new Forecast(trials, makespan(submissions, times), basis);
    } catch (TrainingFailed e) {
      return new Forecast(trials, null, "nothing could be measured: " + e.getMessage());
    }
  }

  private static int trials(Submission submission) {
    return submission.epochs().stream().mapToInt(List::size).sum();
  }

  /** Measures the largest of those cells that are not measured yet. */
  private void calibrate(Submission submission, EpochTimes times, int atOnce) {
    DatasetFacts facts = datasets.facts(submission.spec().dataset());
    times.missing(submission.cells()).stream()
        .limit(MOST_CALIBRATED)
        .forEach(
            cell ->
                times
                    .seconds()
                    .put(cell.workload(), calibration.secondsPerEpoch(cell, facts, atOnce)));
  }

  /** The average over the last epochs of earlier trials that had as many cores. */
  private EpochTimes measured(List<GridCell> cells, double cores) {
    Map<String, Double> seconds = new HashMap<>();
    jdbc.sql(
            """
            select t.workload as workload, avg(e.seconds) as seconds
            from trial t join epoch e on e.trial_id = t.id and e.epoch = t.epochs_completed
            where t.workload in (:workloads) and e.cores between :fewest and :most
            group by t.workload
            """)
        .param("workloads", cells.stream().map(GridCell::workload).distinct().toList())
        .param("fewest", cores * (1 - CORES_TOLERANCE))
        .param("most", cores * (1 + CORES_TOLERANCE))
        .query(Measured.class)
        .list()
        .forEach(one -> seconds.put(one.workload(), one.seconds()));
    return new EpochTimes(seconds);
  }

  /** The time until all trials are done when each takes the slot that is free first. */
  private double makespan(List<Submission> submissions, EpochTimes times) {
    PriorityQueue<Double> slots = new PriorityQueue<>(Collections.nCopies(settings.slots(), 0.0));
    for (Submission submission : submissions) {
      List<Double> secondsPerEpoch = times.of(submission.cells());
      List<List<Integer>> epochs = submission.epochs();
      for (int i = 0; i < secondsPerEpoch.size(); i++) {
        for (int ofTrial : epochs.get(i)) {
          slots.add(slots.remove() + secondsPerEpoch.get(i) * ofTrial);
        }
      }
    }
    return Collections.max(slots);
  }
}
