package dev.trainyard.experiment;

import dev.trainyard.dataset.DatasetFacts;
import dev.trainyard.dataset.LabelledImages;
import dev.trainyard.training.Checkpoint;
import dev.trainyard.training.EpochMetrics;
import dev.trainyard.training.TrainingFailed;
import dev.trainyard.training.TrainingListener;
import dev.trainyard.training.TrainingPlan;
import dev.trainyard.training.Validation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.springframework.stereotype.Component;

/** Measures how fast this process trains a network, by training it for a moment on noise. */
@Component
class Calibration {
  static final String BASIS =
      "measured for a moment in the process that answers, because no earlier trial is like it";

  private static final Duration MOMENT = Duration.ofMillis(800);
  private static final int FEWEST_BATCHES = 2;
  private static final int BATCHES_PER_EPOCH = 4;

  /** Larger mini-batches cost no less per example. */
  private static final int LARGEST_BATCH = 512;

  /** A validation example costs a third of a training example: the forward pass alone. */
  private static final double VALIDATION_COST = 1 / 3.0;

  private final Engines engines;

  Calibration(Engines engines) {
    this.engines = engines;
  }

  /**
   * Seconds that an epoch of a cell takes.
   *
   * @param atOnce trials that share the cores
   * @throws TrainingFailed if the training breaks down at once
   */
  double secondsPerEpoch(Cell cell, DatasetFacts facts, int atOnce) {
    int batchSize = Math.min(cell.training().batchSize(), LARGEST_BATCH);
    int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / atOnce);
    TrainingPlan plan =
        new TrainingPlan(
            cell.network(),
            cell.training().withBatchSize(batchSize).withEpochs(Integer.MAX_VALUE),
            noise(facts, BATCHES_PER_EPOCH * batchSize),
            noise(facts, 1),
            () -> threads);
    Stopwatch stopwatch = new Stopwatch();
    engines.pick(plan).engine().train(plan, null, stopwatch);
    Validation validation = cell.training().validation();
    int images = facts.train().count();
    double examples =
        images
            - validation.heldOut(images)
            + VALIDATION_COST * validation.images(images, facts.test().count());
    return stopwatch.secondsPerBatch() / batchSize * examples;
  }

  private static LabelledImages noise(DatasetFacts facts, int count) {
    byte[] pixels = new byte[count * facts.height() * facts.width() * facts.channels()];
    new SplittableRandom(1).nextBytes(pixels);
    return new LabelledImages(
        facts.height(),
        facts.width(),
        facts.channels(),
        facts.classes().size(),
        pixels,
        new byte[count]);
  }

  /** Takes the time of mini-batches until it has enough. */
  private static final class Stopwatch implements TrainingListener {
    private final long begin = System.nanoTime();
    private final List<Long> nanos = new ArrayList<>();
    private long batchBegin;

    @Override
    public void epochCompleted(EpochMetrics metrics, Checkpoint checkpoint) {}

    @Override
    public void progress(int epoch, int batchesDone, int batchesTotal) {
      nanos.add(System.nanoTime() - batchBegin);
    }

    @Override
    public boolean stopRequested() {
      batchBegin = System.nanoTime();
      return nanos.size() >= FEWEST_BATCHES && batchBegin - begin > MOMENT.toNanos();
    }

    /** The median, because the first ones are slow. */
    double secondsPerBatch() {
      Collections.sort(nanos);
      return nanos.get(nanos.size() / 2) / 1e9;
    }
  }
}
