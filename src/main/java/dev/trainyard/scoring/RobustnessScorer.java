package dev.trainyard.scoring;

import dev.trainyard.catalog.Datasets;
import dev.trainyard.dataset.ImageDataset;
import dev.trainyard.dataset.LabelledImages;
import dev.trainyard.engine.Cores;
import dev.trainyard.engine.Engines;
import dev.trainyard.engine.MemoryUsedUp;
import dev.trainyard.engine.TrainedModel;
import dev.trainyard.experiment.CompletedTrial;
import dev.trainyard.experiment.TrainedModels;
import dev.trainyard.experiment.UnknownExperiment;
import dev.trainyard.refusal.Refusal;
import dev.trainyard.scoring.Robustness.ShiftScore;
import dev.trainyard.scoring.Robustness.TrialRobustness;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Scores trained networks on test images that were moved aside. */
@Component
public class RobustnessScorer {

  /** In pixels. */
  static final int LARGEST_SHIFT = 4;

  /** Down and to the right, in units of the shift. */
  private record Direction(int down, int right) {}

  private static final List<Direction> DIRECTIONS =
      IntStream.range(0, 9)
          .filter(i -> i != 4)
          .mapToObj(i -> new Direction(i / 3 - 1, i % 3 - 1))
          .toList();

  private final TrainedModels models;
  private final ShiftScores scores;
  private final Datasets datasets;
  private final Engines engines;
  private final Cores cores;
  private final ReentrantLock computing = new ReentrantLock();
  private volatile boolean stopping;

  RobustnessScorer(
      TrainedModels models, ShiftScores scores, Datasets datasets, Engines engines, Cores cores) {
    this.models = models;
    this.scores = scores;
    this.datasets = datasets;
    this.engines = engines;
    this.cores = cores;
  }

  /**
   * Scores the completed trials, with no transaction open. What was scored once is stored.
   *
   * @throws UnknownExperiment if there is none with this id
   * @throws Refusal CONFLICT if none of its trials is completed; UNAVAILABLE if the service stops
   *     meanwhile
   */
  public Robustness score(long id) throws InterruptedException {
    List<CompletedTrial> completed = models.completed(id);
    ImageDataset dataset = datasets.get(completed.getFirst().dataset());
    List<TrialRobustness> rows = new ArrayList<>();
    for (CompletedTrial trial : completed) {
      rows.add(row(id, trial, dataset));
    }
    return new Robustness(id, dataset.test().count(), DIRECTIONS.size(), rows);
  }

  /** Ends what is computed for requests, so that the web server need not wait for it. */
  @EventListener(ContextClosedEvent.class)
  public void stop() {
    stopping = true;
  }

  private TrialRobustness row(long experimentId, CompletedTrial trial, ImageDataset dataset)
      throws InterruptedException {
    List<ShiftScore> stored = scores.find(trial.id(), trial.epoch());
    return stored.isEmpty()
        ? computed(experimentId, trial, dataset)
        : row(trial, trial.epoch(), stored);
  }

  private TrialRobustness computed(long experimentId, CompletedTrial trial, ImageDataset dataset)
      throws InterruptedException {
    // One after the other: whoever asks for the same a moment later finds it stored.
    computing.lockInterruptibly();
    try {
      List<ShiftScore> stored = scores.find(trial.id(), trial.epoch());
      if (!stored.isEmpty()) {
        return row(trial, trial.epoch(), stored);
      }
      // The training may have been resumed since its epoch was read.
      TrainedModel model = models.find(experimentId, trial.number(), null);
      List<ShiftScore> shifts = measure(model, dataset);
      scores.replace(trial.id(), model.state().epoch(), shifts);
      return row(trial, model.state().epoch(), shifts);
    } finally {
      computing.unlock();
    }
  }

  private static TrialRobustness row(CompletedTrial trial, int epoch, List<ShiftScore> shifts) {
    return new TrialRobustness(
        trial.number(),
        trial.replicate(),
        trial.seed(),
        new LinkedHashMap<>(trial.parameters()),
        epoch,
        shifts);
  }

  private List<ShiftScore> measure(TrainedModel model, ImageDataset dataset) {
    LabelledImages images = dataset.test();
    List<ShiftScore> shifts = new ArrayList<>();
    try (Cores.Share share = cores.take()) {
      shifts.add(ShiftScore.of(0, new double[] {accuracy(model, images, share)}));
      for (int pixels = 1; pixels <= LARGEST_SHIFT; pixels++) {
        double[] accuracies = new double[DIRECTIONS.size()];
        for (int i = 0; i < accuracies.length; i++) {
          Direction direction = DIRECTIONS.get(i);
          LabelledImages shifted =
              images.shifted(
                  pixels * direction.down(),
                  pixels * direction.right(),
                  dataset.facts().composition());
          accuracies[i] = accuracy(model, shifted, share);
        }
        shifts.add(ShiftScore.of(pixels, accuracies));
      }
    }
    return shifts;
  }

  private double accuracy(TrainedModel model, LabelledImages images, Cores.Share share) {
    if (stopping) {
      throw Refusal.unavailable("the service is stopping; ask again when it is back");
    }
    try {
      return engines.scorer(model).evaluate(model, images, share).accuracy();
    } catch (MemoryUsedUp e) {
      throw Refusal.unavailable("the network cannot be shown its images now: " + e.getMessage());
    }
  }
}
