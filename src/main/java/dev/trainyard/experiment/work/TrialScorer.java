package dev.trainyard.experiment.work;

import dev.trainyard.dataset.LabelledImages;
import dev.trainyard.engine.Cores;
import dev.trainyard.engine.Evaluation;
import dev.trainyard.engine.Predictions;
import dev.trainyard.engine.TrainedModel;
import dev.trainyard.engine.TrainingFailed;
import dev.trainyard.experiment.ModelEpoch;
import dev.trainyard.experiment.ModelFacts;
import dev.trainyard.experiment.ScoredImages;
import dev.trainyard.experiment.TrainedModels;
import dev.trainyard.experiment.TrialSpec;
import dev.trainyard.experiment.evidence.FinalWord;
import dev.trainyard.experiment.evidence.Forward;
import dev.trainyard.experiment.evidence.ScoredPredictions;
import dev.trainyard.experiment.ledger.ClaimedTrial;
import dev.trainyard.outcome.TestScore;
import dev.trainyard.training.Validation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Shows the images that are to be scored to the network of a trial that has been trained to its
 * end: after its last epoch, and after its best one where that is another.
 */
@Component
class TrialScorer {
  private final TrainedModels models;
  private final Forward forward;
  private final Cores cores;

  TrialScorer(TrainedModels models, Forward forward, Cores cores) {
    this.models = models;
    this.forward = forward;
    this.cores = cores;
  }

  /**
   * What the network says of the test images and, where there are any, of those held out. With
   * those the test images are scored, once, after the epoch that counts.
   *
   * @throws TrainingFailed if it is not a number for each class of each image
   */
  FinalWord score(ClaimedTrial assignment) throws InterruptedException {
    TrialSpec spec = assignment.spec();
    boolean holdout = spec.training().validation().source() == Validation.Source.HOLDOUT;
    ModelFacts counts = facts(assignment, null);
    List<ScoredPredictions> predictions = new ArrayList<>();
    TestScore test = null;
    try (Cores.Share share = cores.take()) {
      for (TrainedModel model : models(assignment)) {
        LabelledImages images = forward.images(spec, ScoredImages.TEST);
        float[][] probabilities = probabilities(model, images, share);
        int epoch = model.state().epoch();
        predictions.add(
            new ScoredPredictions(ScoredImages.TEST, Predictions.of(epoch, probabilities, images)));
        if (holdout) {
          test = epoch == counts.epoch() ? score(epoch, probabilities, images) : test;
          LabelledImages heldOut = forward.images(spec, ScoredImages.HELD_OUT);
          predictions.add(
              new ScoredPredictions(
                  ScoredImages.HELD_OUT,
                  Predictions.of(epoch, probabilities(model, heldOut, share), heldOut)));
        }
      }
    }
    return new FinalWord(test, predictions);
  }

  private float[][] probabilities(TrainedModel model, LabelledImages images, Cores.Share share) {
    float[][] probabilities = forward.probabilities(model, images, share);
    if (!Evaluation.areNumbers(probabilities)) {
      throw TrainingFailed.nonFiniteScore(model.state().epoch(), model.training());
    }
    return probabilities;
  }

  private static TestScore score(int epoch, float[][] probabilities, LabelledImages images) {
    Evaluation evaluation = Evaluation.of(probabilities, images);
    return new TestScore(epoch, evaluation.images(), evaluation.loss(), evaluation.accuracy());
  }

  private List<TrainedModel> models(ClaimedTrial assignment) {
    ModelFacts last = facts(assignment, ModelEpoch.LAST);
    ModelFacts best = facts(assignment, ModelEpoch.BEST);
    List<ModelEpoch> epochs = new ArrayList<>(List.of(ModelEpoch.LAST));
    if (best.epoch() != last.epoch() && best.kept()) {
      epochs.add(ModelEpoch.BEST);
    }
    return epochs.stream()
        .map(epoch -> models.find(assignment.experimentId(), assignment.number(), epoch))
        .toList();
  }

  private ModelFacts facts(ClaimedTrial assignment, @Nullable ModelEpoch epoch) {
    return models.facts(assignment.experimentId(), assignment.number(), epoch);
  }
}
