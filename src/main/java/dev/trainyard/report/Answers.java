package dev.trainyard.report;

import dev.trainyard.catalog.Datasets;
import dev.trainyard.engine.Predictions;
import dev.trainyard.experiment.Evidence;
import dev.trainyard.experiment.ScoredImages;
import dev.trainyard.outcome.Cell;
import dev.trainyard.outcome.Curves.TrialCurve;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** Reads what trained networks say of the test images. */
@Component
class Answers {
  private final Evidence evidence;
  private final Datasets datasets;

  Answers(Evidence evidence, Datasets datasets) {
    this.evidence = evidence;
    this.datasets = datasets;
  }

  /** The completed trials of a cell, with the model that each training is for. */
  Judged of(Run run, Cell cell) throws InterruptedException {
    List<Predictions> predictions = new ArrayList<>();
    for (TrialCurve trial : cell.completed()) {
      predictions.add(evidence.predictions(run.id(), trial.trial(), ScoredImages.TEST, null));
    }
    return new Judged(run, cell, datasets.get(run.spec().dataset()).test(), predictions);
  }
}
