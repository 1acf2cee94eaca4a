package dev.trainyard.experiment;

import dev.trainyard.catalog.Datasets;
import dev.trainyard.dataset.LabelledImages;
import dev.trainyard.training.Evaluation;
import dev.trainyard.training.TrainedModel;
import dev.trainyard.training.Validation;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Scores trained networks on the test split, with DL4J's forward pass whichever engine trained. */
@Component
class TestScorer {
  private final TrainedModels models;
  private final Datasets datasets;

  TestScorer(TrainedModels models, Datasets datasets) {
    this.models = models;
    this.datasets = datasets;
  }

  /**
   * The score of a trial that has been trained to its end.
   *
   * @return null where the test split was the validation split
   */
  @Nullable TestScore score(Assignment assignment) throws InterruptedException {
    if (assignment.spec().training().validation().source() == Validation.Source.TEST) {
      return null;
    }
    TrainedModel model = models.find(assignment.experimentId(), assignment.number(), null);
    LabelledImages images = datasets.get(assignment.spec().dataset()).test();
    Evaluation evaluation = Evaluation.of(model.probabilities(images), images);
    return TestScore.of(model.state().epoch(), evaluation);
  }
}
