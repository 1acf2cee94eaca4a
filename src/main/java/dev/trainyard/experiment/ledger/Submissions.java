package dev.trainyard.experiment.ledger;

import dev.trainyard.catalog.Datasets;
import dev.trainyard.experiment.Halving;
import dev.trainyard.experiment.spec.GridCell;
import dev.trainyard.experiment.spec.Submission;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;

/** Takes experiments in: after the commit none of their trials can be lost, before it none runs. */
@Component
public class Submissions {
  private final ExperimentRows experiments;
  private final TrialQueue queue;
  private final JsonColumn.OfSpec specs;
  private final JsonColumn.OfLayers layers;
  private final JsonColumn.OfParameters parameters;
  private final EventLog chronicle;
  private final Datasets datasets;
  private final Clock clock;

  Submissions(
      ExperimentRows experiments,
      TrialQueue queue,
      JsonColumn.OfSpec specs,
      JsonColumn.OfLayers layers,
      JsonColumn.OfParameters parameters,
      EventLog chronicle,
      Datasets datasets,
      Clock clock) {
    this.experiments = experiments;
    this.queue = queue;
    this.specs = specs;
    this.layers = layers;
    this.parameters = parameters;
    this.chronicle = chronicle;
    this.datasets = datasets;
    this.clock = clock;
  }

  /** Stores an experiment with its trials, queues them, and returns its id. */
  @Transactional
  public long submit(Submission submission) {
    datasets.hold(submission.spec().dataset());
    Experiment experiment =
        experiments.save(
            new Experiment(
                specs.of(submission.spec()), layers.of(submission.layers()), clock.instant()));
    chronicle.queued(experiment);
    queue.add(experiment, trials(experiment.id(), submission));
    return experiment.id();
  }

  /**
   * Replicate by replicate within each cell; the same replicate has the same seed everywhere. With
   * a halving, the first replicates for its first rung.
   */
  private List<Trial> trials(long experimentId, Submission submission) {
    List<Trial> all = new ArrayList<>();
    Halving halving = submission.spec().halving();
    int replicates = halving == null ? submission.spec().replicates() : 1;
    for (GridCell cell : submission.cells()) {
      Stored<Map<String, JsonNode>> swept = parameters.of(cell.parameters());
      for (int replicate = 1; replicate <= replicates; replicate++) {
        all.add(new Trial(experimentId, all.size() + 1, replicate, cell, swept));
      }
    }
    if (halving != null) {
      all.forEach(trial -> trial.trainFirst(halving.firstEpochs()));
    }
    return all;
  }
}
