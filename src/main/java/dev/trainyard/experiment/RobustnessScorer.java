package dev.trainyard.experiment;

import dev.trainyard.catalog.Datasets;
import dev.trainyard.dataset.LabelledImages;
import dev.trainyard.experiment.Robustness.ShiftScore;
import dev.trainyard.experiment.Robustness.TrialRobustness;
import dev.trainyard.problem.Problem;
import dev.trainyard.training.TrainedModel;
import dev.trainyard.training.TrainingPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.HttpStatus;
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

  private final ExperimentRows experiments;
  private final TrainedModels models;
  private final ShiftScores scores;
  private final Datasets datasets;
  private final SpecStore specs;
  private final Engines engines;
  private final Cores cores;
  private final ReentrantLock computing = new ReentrantLock();
  private volatile boolean stopping;

  RobustnessScorer(
      ExperimentRows experiments,
      TrainedModels models,
      ShiftScores scores,
      Datasets datasets,
      SpecStore specs,
      Engines engines,
      Cores cores) {
    this.experiments = experiments;
    this.models = models;
    this.scores = scores;
    this.datasets = datasets;
    this.specs = specs;
    this.engines = engines;
    this.cores = cores;
  }

  /**
   * Scores the completed trials, with no transaction open. What was scored once is stored.
   *
   * @throws UnknownExperiment if there is none with this id
   * @throws Problem 409 if none of its trials is completed; 503 if the service stops meanwhile
   */
  public Robustness score(long id) throws InterruptedException {
    Experiment experiment = experiments.findById(id).orElseThrow(() -> new UnknownExperiment(id));
    List<Trial> completed = models.completed(experiment);
    LabelledImages images =
        datasets.get(specs.trialSpec(experiment, completed.getFirst()).dataset()).test();
    List<TrialRobustness> rows = new ArrayList<>();
    for (Trial trial : completed) {
      int epoch = TrainedModels.epoch(specs.trialSpec(experiment, trial), trial);
      rows.add(row(trial, epoch, images));
    }
    return new Robustness(id, images.count(), DIRECTIONS.size(), rows);
  }

  /** Ends what is computed for requests, so that the web server need not wait for it. */
  @EventListener(ContextClosedEvent.class)
  void stop() {
    stopping = true;
  }

  private TrialRobustness row(Trial trial, int epoch, LabelledImages images)
      throws InterruptedException {
    List<ShiftScore> stored = scores.find(trial.id(), epoch);
    return stored.isEmpty() ? computed(trial, epoch, images) : row(trial, epoch, stored);
  }

  private TrialRobustness computed(Trial trial, int epoch, LabelledImages images)
      throws InterruptedException {
    // One after the other: whoever asks for the same a moment later finds it stored.
    computing.lockInterruptibly();
    try {
      List<ShiftScore> stored = scores.find(trial.id(), epoch);
      if (!stored.isEmpty()) {
        return row(trial, epoch, stored);
      }
      // The training may have been resumed since its epoch was read.
      TrainedModel model = models.find(trial.experimentId(), trial.number(), null);
      List<ShiftScore> shifts = measure(model, images);
      scores.replace(trial.id(), model.state().epoch(), shifts);
      return row(trial, model.state().epoch(), shifts);
    } finally {
      computing.unlock();
    }
  }

  private TrialRobustness row(Trial trial, int epoch, List<ShiftScore> shifts) {
    return new TrialRobustness(
        trial.number(),
        trial.replicate(),
        trial.seed(),
        specs.plainParameters(trial),
        epoch,
        shifts);
  }

  private List<ShiftScore> measure(TrainedModel model, LabelledImages images) {
    List<ShiftScore> shifts = new ArrayList<>();
    try (Cores.Share share = cores.take()) {
      shifts.add(ShiftScore.of(0, new double[] {accuracy(model, images, share)}));
      for (int pixels = 1; pixels <= LARGEST_SHIFT; pixels++) {
        double[] accuracies = new double[DIRECTIONS.size()];
        for (int i = 0; i < accuracies.length; i++) {
          Direction direction = DIRECTIONS.get(i);
          LabelledImages shifted =
              images.shifted(pixels * direction.down(), pixels * direction.right());
          accuracies[i] = accuracy(model, shifted, share);
        }
        shifts.add(ShiftScore.of(pixels, accuracies));
      }
    }
    return shifts;
  }

  private double accuracy(TrainedModel model, LabelledImages images, Cores.Share share) {
    if (stopping) {
      throw Problem.of(
          HttpStatus.SERVICE_UNAVAILABLE, "the service is stopping; ask again when it is back");
    }
    TrainingPlan plan = new TrainingPlan(model.network(), model.training(), images, images, share);
    return engines.pick(plan).engine().evaluate(model, images, share).accuracy();
  }
}
