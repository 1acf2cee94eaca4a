package dev.trainyard.experiment.forecast;

import dev.trainyard.catalog.Datasets;
import dev.trainyard.dataset.DatasetFacts;
import dev.trainyard.dataset.LabelledImages;
import dev.trainyard.engine.Checkpoint;
import dev.trainyard.engine.Engines;
import dev.trainyard.engine.TrainingFailed;
import dev.trainyard.engine.TrainingListener;
import dev.trainyard.engine.TrainingPlan;
import dev.trainyard.experiment.spec.GridCell;
import dev.trainyard.training.EpochMetrics;
import dev.trainyard.training.Validation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Measures how fast this process trains a network, by training it for a moment. */
@Component
class Calibration {
  private static final Duration MOMENT = Duration.ofMillis(800);
  private static final int ENOUGH_BATCHES = 20;

  /** However slow it is; a process that has just started needs a while to get up to speed. */
  private static final Duration LONGEST = Duration.ofSeconds(5);

  private static final int FEWEST_BATCHES = 2;
  private static final int BATCHES_PER_EPOCH = 8;

  /** Larger mini-batches cost no less per example. */
  private static final int LARGEST_BATCH = 512;

  /** A validation example costs a third of a training example: the forward pass alone. */
  private static final double VALIDATION_COST = 1 / 3.0;

  private final Engines engines;
  private final Datasets datasets;

  Calibration(Engines engines, Datasets datasets) {
    this.engines = engines;
    this.datasets = datasets;
  }

  /**
   * Seconds that an epoch of a cell takes.
   *
   * @param atOnce trials that share the cores
   * @throws TrainingFailed if the training breaks down at once
   */
  double secondsPerEpoch(GridCell cell, DatasetFacts facts, int atOnce) {
    int cores = Runtime.getRuntime().availableProcessors();
    int together = Math.min(atOnce, cores);
    int most = Math.min(cell.training().batchSize(), LARGEST_BATCH);
    LabelledImages images = images(facts, BATCHES_PER_EPOCH * most);
    int batchSize = Math.min(most, images.count());
    TrainingPlan plan =
        new TrainingPlan(
            cell.network(),
            cell.training().withBatchSize(batchSize).withEpochs(Integer.MAX_VALUE),
            images,
            noise(facts, 1),
            () -> cores / together);
    Validation validation = cell.training().validation();
    int all = facts.train().count();
    double examples =
        all
            - validation.heldOut(all)
            + VALIDATION_COST * validation.images(all, facts.test().count());
    double crowded = Math.max(1, atOnce / (double) cores);
    return secondsPerBatch(plan, together) / batchSize * examples * crowded;
  }

  /** Trains so many times at once, because trials take memory and caches from each other. */
  private double secondsPerBatch(TrainingPlan plan, int together) {
    try (ExecutorService threads = Executors.newFixedThreadPool(together)) {
      return Stream.generate(
              () -> CompletableFuture.supplyAsync(() -> secondsPerBatch(plan), threads))
          .limit(together)
          .toList()
          .stream()
          .mapToDouble(CompletableFuture::join)
          .average()
          .orElseThrow();
    } catch (CompletionException e) {
      throw e.getCause() instanceof TrainingFailed failed ? failed : e;
    }
  }

  private double secondsPerBatch(TrainingPlan plan) {
    Stopwatch stopwatch = new Stopwatch();
    engines.pick(plan.network(), plan.training()).engine().train(plan, null, stopwatch);
    return stopwatch.secondsPerBatch();
  }

  /** The first ones of the dataset if it is at hand: how dark images are changes the speed. */
  private LabelledImages images(DatasetFacts facts, int most) {
    return datasets
        .loaded(facts.name())
        .map(dataset -> first(dataset.train(), most))
        .orElseGet(() -> noise(facts, most));
  }

  private static LabelledImages first(LabelledImages all, int most) {
    int count = Math.min(most, all.count());
    return new LabelledImages(
        all.height(),
        all.width(),
        all.channels(),
        all.classes(),
        Arrays.copyOf(all.pixels(), count * all.imageSize()),
        Arrays.copyOf(all.labels(), count));
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
        new short[count]);
  }

  /** Takes the time of mini-batches, and of what is done between them, until it has enough. */
  private static final class Stopwatch implements TrainingListener {
    private final long begin = System.nanoTime();
    private final List<Long> ends = new ArrayList<>();

    @Override
    public void epochCompleted(EpochMetrics metrics, Checkpoint checkpoint) {}

    @Override
    public void progress(int epoch, int batchesDone, int batchesTotal) {
      ends.add(System.nanoTime());
    }

    @Override
    public boolean stopRequested() {
      long elapsed = System.nanoTime() - begin;
      boolean settled = ends.size() >= ENOUGH_BATCHES && elapsed > MOMENT.toNanos();
      return settled || (ends.size() >= FEWEST_BATCHES && elapsed > LONGEST.toNanos());
    }

    /** The average of the later half, because the first ones are slow. */
    double secondsPerBatch() {
      int half = (ends.size() - 1) / 2;
      return (ends.getLast() - ends.get(half)) / 1e9 / (ends.size() - 1 - half);
    }
  }
}
