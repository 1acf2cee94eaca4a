package dev.trainyard.experiment.work;

import dev.trainyard.catalog.Datasets;
import dev.trainyard.dataset.LabelledImages;
import dev.trainyard.engine.Engines;
import dev.trainyard.engine.Evaluation;
import dev.trainyard.engine.TrainedModel;
import dev.trainyard.experiment.TrainedModels;
import dev.trainyard.experiment.ledger.ClaimedTrial;
import dev.trainyard.outcome.TestScore;
import dev.trainyard.training.Validation;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Scores trained networks on the test split, with DL4J's forward pass whichever engine trained. */
@Component
class TestScorer {
  private final TrainedModels models;
  private final Engines engines;
  private final Datasets datasets;

  TestScorer(TrainedModels models, Engines engines, Datasets datasets) {
    this.models = models;
    this.engines = engines;
    this.datasets = datasets;
  }

  /**
   * The score of a trial that has been trained to its end.
   *
   * @return null where the test split was the validation split
   */
  @Nullable TestScore score(ClaimedTrial assignment) throws InterruptedException {
    if (assignment.spec().training().validation().source() == Validation.Source.TEST) {
      return null;
    }
    TrainedModel model = models.find(assignment.experimentId(), assignment.number(), null);
    LabelledImages images = datasets.get(assignment.spec().dataset()).test();
    Evaluation evaluation = Evaluation.of(engines.reference().probabilities(model, images), images);
    return new TestScore(
        model.state().epoch(), evaluation.images(), evaluation.loss(), evaluation.accuracy());
  }
}
