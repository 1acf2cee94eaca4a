package dev.trainyard.bench;

import dev.trainyard.engine.Checkpoint;
import dev.trainyard.engine.TrainingEngine;
import dev.trainyard.engine.TrainingListener;
import dev.trainyard.engine.TrainingPlan;
import dev.trainyard.engine.cuda.CudaEngine;
import dev.trainyard.engine.cuda.driver.CudaSettings;
import dev.trainyard.engine.registry.TrainingEngines;
import dev.trainyard.training.EpochMetrics;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CyclicBarrier;

/**
 * An engine of Trainyard as a contestant: one trial with {@code threads} threads, or {@code trials}
 * trials at once with one thread each.
 *
 * <p>Usage: data-directory workload share engine threads trials.
 */
final class EngineContestant {
  private final BufferedReader requests =
      new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
  private final TrainingEngine engine;
  private final CyclicBarrier begin;
  private final CyclicBarrier end;
  private volatile double accuracy;
  private volatile boolean closed;

  private EngineContestant(TrainingEngine engine, int trials) {
    this.engine = engine;
    begin = new CyclicBarrier(trials + 1);
    end = new CyclicBarrier(trials + 1);
  }

  static void main(String[] arguments) throws Exception {
    Images images = Images.read(Path.of(arguments[0]), Double.parseDouble(arguments[2]));
    Workload workload = Workload.named(arguments[1]);
    int threads = Integer.parseInt(arguments[4]);
    int trials = Integer.parseInt(arguments[5]);
    TrainingEngine engine =
        TrainingEngines.all(new CudaEngine(CudaSettings.DEFAULTS)).stream()
            .filter(some -> some.name().equals(arguments[3]))
            .findFirst()
            .orElseThrow();
    EngineContestant contestant = new EngineContestant(engine, trials);
    for (int trial = 1; trial <= trials; trial++) {
      TrainingPlan plan =
          new TrainingPlan(
              workload.network(),
              workload.training().withSeed(trial),
              images.train(),
              images.validation(),
              () -> threads);
      Thread.ofPlatform().daemon().start(() -> contestant.train(plan));
    }
    System.out.println("ready " + engine.provenance().blas());
    contestant.answer();
  }

  private void answer() throws Exception {
    while (requests.readLine() != null) {
      long start = System.nanoTime();
      begin.await();
      end.await();
      System.out.printf(
          Locale.ROOT, "epoch %.6f %.4f%n", (System.nanoTime() - start) / 1e9, accuracy);
    }
    closed = true;
  }

  private void train(TrainingPlan plan) {
    await(begin);
    engine.train(plan, null, new EpochByEpoch());
  }

  /** Holds the training between two epochs until the next one is asked for. */
  private final class EpochByEpoch implements TrainingListener {
    @Override
    public void epochCompleted(EpochMetrics metrics, Checkpoint checkpoint) {
      accuracy = metrics.validationAccuracy();
      await(end);
      await(begin);
    }

    @Override
    public boolean stopRequested() {
      return closed;
    }
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
