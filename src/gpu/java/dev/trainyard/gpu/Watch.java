package dev.trainyard.gpu;

import dev.trainyard.engine.Checkpoint;
import dev.trainyard.engine.TrainingEngine;
import dev.trainyard.engine.TrainingListener;
import dev.trainyard.engine.TrainingPlan;
import dev.trainyard.training.EpochMetrics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Keeps a training's end, and the seconds of its epochs; ends it when its time is up. */
final class Watch implements TrainingListener {
  private final long start = System.nanoTime();
  private final double limit;
  private final List<Double> seconds = new ArrayList<>();
  private long last = start;
  private @Nullable Checkpoint checkpoint;
  private @Nullable EpochMetrics metrics;

  private Watch(double limit) {
    this.limit = limit;
  }

  /** Trains from the beginning, for at most {@code limit} seconds. */
  static Watch train(TrainingEngine engine, TrainingPlan plan, double limit) {
    Watch watch = new Watch(limit);
    engine.train(plan, null, watch);
    return watch;
  }

  /** Trains all plans at once, a thread for each, for at most {@code limit} seconds. */
  static List<Watch> together(TrainingEngine engine, List<TrainingPlan> plans, double limit) {
    try (ExecutorService threads = Executors.newFixedThreadPool(plans.size())) {
      List<CompletableFuture<Watch>> all =
          plans.stream()
              .map(plan -> CompletableFuture.supplyAsync(() -> train(engine, plan, limit), threads))
              .toList();
      return all.stream().map(CompletableFuture::join).toList();
    }
  }

  @Override
  public void epochCompleted(EpochMetrics epoch, Checkpoint state) {
    long now = System.nanoTime();
    seconds.add((now - last) / 1e9);
    last = now;
    metrics = epoch;
    checkpoint = state;
  }

  @Override
  public boolean stopRequested() {
    return (System.nanoTime() - start) / 1e9 > limit;
  }

  /** Of each epoch, with what the engine does between two of them. */
  List<Double> seconds() {
    return seconds;
  }

  /** Of the validation images, after the last finished epoch; 0 before the first. */
  double accuracy() {
    return metrics == null ? 0 : metrics.validationAccuracy();
  }

  /** Whether both came to the same bits; not if either has finished no epoch. */
  boolean isSameAs(Watch other) {
    return checkpoint != null
        && other.checkpoint != null
        && checkpoint.epoch() == other.checkpoint.epoch()
        && Arrays.equals(checkpoint.parameters(), other.checkpoint.parameters())
        && Arrays.equals(checkpoint.updaterState(), other.checkpoint.updaterState())
        && Arrays.equals(checkpoint.unaveraged(), other.checkpoint.unaveraged());
  }
}
