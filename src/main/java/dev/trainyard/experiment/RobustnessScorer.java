package dev.trainyard.experiment;

import dev.trainyard.catalog.Datasets;
import dev.trainyard.dataset.LabelledImages;
import dev.trainyard.experiment.Robustness.ShiftScore;
import dev.trainyard.experiment.Robustness.TrialRobustness;
import dev.trainyard.problem.Problem;
import dev.trainyard.training.Evaluation;
import dev.trainyard.training.TrainedModel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
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
  private final TrialRows trials;
  private final TrainedModels models;
  private final ShiftScores scores;
  private final Datasets datasets;
  private final SpecStore specs;
  private final ReentrantLock computing = new ReentrantLock();

  RobustnessScorer(
      ExperimentRows experiments,
      TrialRows trials,
      TrainedModels models,
      ShiftScores scores,
      Datasets datasets,
      SpecStore specs) {
    this.experiments = experiments;
    this.trials = trials;
    this.models = models;
    this.scores = scores;
    this.datasets = datasets;
    this.specs = specs;
  }

  /**
   * Scores the completed trials, with no transaction open. What was scored once is stored.
   *
   * @throws UnknownExperiment if there is none with this id
   * @throws Problem 409 if none of its trials is completed
   */
  public Robustness score(long id) throws InterruptedException {
    Experiment experiment = experiments.findById(id).orElseThrow(() -> new UnknownExperiment(id));
    List<Trial> completed =
        trials.findByExperimentIdOrderByNumber(id).stream()
            .filter(trial -> trial.status() == Status.COMPLETED)
            .toList();
    if (completed.isEmpty()) {
      throw Problem.conflict(
          "experiment %d is %s and has no completed trial yet".formatted(id, experiment.status()));
    }
    LabelledImages images =
        datasets.get(specs.trialSpec(experiment, completed.getFirst()).dataset()).test();
    List<TrialRobustness> rows = new ArrayList<>();
    for (Trial trial : completed) {
      rows.add(row(trial, images));
    }
    return new Robustness(id, images.count(), DIRECTIONS.size(), rows);
  }

  private TrialRobustness row(Trial trial, LabelledImages images) throws InterruptedException {
    TrainedModel model = models.find(trial.experimentId(), trial.number(), null);
    int epoch = model.state().epoch();
    List<ShiftScore> shifts = scores.find(trial.id(), epoch);
    if (shifts.isEmpty()) {
      // One after the other: whoever asks for the same a moment later finds it stored.
      computing.lockInterruptibly();
      try {
        shifts = scores.find(trial.id(), epoch);
        if (shifts.isEmpty()) {
          shifts = measure(model, images);
          scores.replace(trial.id(), epoch, shifts);
        }
      } finally {
        computing.unlock();
      }
    }
    return new TrialRobustness(
        trial.number(),
        trial.replicate(),
        trial.seed(),
        specs.plainParameters(trial),
        epoch,
        shifts);
  }

  private static List<ShiftScore> measure(TrainedModel model, LabelledImages images)
      throws InterruptedException {
    List<ShiftScore> shifts = new ArrayList<>();
    shifts.add(ShiftScore.of(0, new double[] {accuracy(model, images)}));
    for (int pixels = 1; pixels <= LARGEST_SHIFT; pixels++) {
      double[] accuracies = new double[DIRECTIONS.size()];
      for (int i = 0; i < accuracies.length; i++) {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        Direction direction = DIRECTIONS.get(i);
        accuracies[i] =
            accuracy(
                model, images.shifted(pixels * direction.down(), pixels * direction.right()));
      }
      shifts.add(ShiftScore.of(pixels, accuracies));
    }
    return shifts;
  }

  private static double accuracy(TrainedModel model, LabelledImages images) {
    return Evaluation.of(model.probabilities(images), images).accuracy();
  }
}
