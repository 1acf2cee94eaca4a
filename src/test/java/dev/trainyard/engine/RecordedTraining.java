package dev.trainyard.engine;

import dev.trainyard.training.EpochMetrics;
import java.util.ArrayList;
import java.util.List;

/** Remembers what a training told; asks it to stop after a number of mini-batches. */
final class RecordedTraining implements TrainingListener {
  private final int stopAfter;
  private final List<EpochMetrics> metrics = new ArrayList<>();
  private final List<Checkpoint> checkpoints = new ArrayList<>();
  private final List<String> progress = new ArrayList<>();

  private RecordedTraining(int stopAfter) {
    this.stopAfter = stopAfter;
  }

  static RecordedTraining toTheEnd() {
    return new RecordedTraining(Integer.MAX_VALUE);
  }

  static RecordedTraining stoppingAfter(int batches) {
    return new RecordedTraining(batches);
  }

  @Override
  public void epochCompleted(EpochMetrics epoch, Checkpoint checkpoint) {
    metrics.add(epoch);
    checkpoints.add(checkpoint);
  }

  @Override
  public void progress(int epoch, int batchesDone, int batchesTotal) {
    progress.add("%d: %d/%d".formatted(epoch, batchesDone, batchesTotal));
  }

  @Override
  public boolean stopRequested() {
    return progress.size() >= stopAfter;
  }

  /** The metrics of all epochs, with the seconds, which no two runs share, set to 0. */
  List<EpochMetrics> curve() {
    return metrics.stream()
        .map(
            m ->
                new EpochMetrics(
                    m.epoch(),
                    m.trainLoss(),
                    m.trainAccuracy(),
                    m.validationLoss(),
                    m.validationAccuracy(),
                    m.learningRate(),
                    0))
        .toList();
  }

  List<EpochMetrics> metrics() {
    return metrics;
  }

  List<Checkpoint> checkpoints() {
    return checkpoints;
  }

  /** {@code epoch: done/total}, one for each mini-batch. */
  List<String> progress() {
    return progress;
  }
}
