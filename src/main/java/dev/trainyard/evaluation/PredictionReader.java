package dev.trainyard.evaluation;

import dev.trainyard.catalog.Datasets;
import dev.trainyard.experiment.Evidence;
import dev.trainyard.experiment.Judgement;
import dev.trainyard.experiment.ModelEpoch;
import dev.trainyard.experiment.ScoredImages;
import dev.trainyard.experiment.TrainedModels;
import dev.trainyard.experiment.UnknownExperiment;
import dev.trainyard.experiment.UnknownTrial;
import dev.trainyard.refusal.Refusal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Puts what networks said beside what the images show. */
@Component
class PredictionReader {
  private final Evidence evidence;
  private final TrainedModels models;
  private final Datasets datasets;

  PredictionReader(Evidence evidence, TrainedModels models, Datasets datasets) {
    this.evidence = evidence;
    this.models = models;
    this.datasets = datasets;
  }

  /**
   * What the network of one trial said.
   *
   * @param epoch after which; null for the one that the training is for
   * @throws UnknownExperiment if there is none with this id
   * @throws UnknownTrial if it has no such trial
   * @throws Refusal UNKNOWN if the trial has not finished an epoch; INVALID if it has held no
   *     images out; UNAVAILABLE if the images cannot be fetched
   */
  TrialPredictions of(long experimentId, int trial, ScoredImages split, @Nullable ModelEpoch epoch)
      throws InterruptedException {
    Judgement judgement = evidence.judgement(experimentId, trial, split, epoch);
    return new TrialPredictions(
        experimentId,
        trial,
        split,
        new ClassNames(datasets.facts(judgement.spec().dataset()).classes()),
        judgement.images(),
        judgement.said());
  }

  /**
   * What the network of each completed trial said of the test split, by number.
   *
   * @throws UnknownExperiment if there is none with this id
   * @throws Refusal CONFLICT if none of its trials is completed
   */
  List<TrialPredictions> completed(long experimentId) throws InterruptedException {
    List<TrialPredictions> all = new ArrayList<>();
    for (var trial : models.completed(experimentId)) {
      all.add(of(experimentId, trial.number(), ScoredImages.TEST, null));
    }
    return all;
  }
}
