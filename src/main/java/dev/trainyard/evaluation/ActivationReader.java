package dev.trainyard.evaluation;

import dev.trainyard.catalog.Datasets;
import dev.trainyard.engine.Engines;
import dev.trainyard.engine.TrainedModel;
import dev.trainyard.experiment.Evidence;
import dev.trainyard.experiment.ModelEpoch;
import dev.trainyard.experiment.ModelFacts;
import dev.trainyard.experiment.ScoredImages;
import dev.trainyard.experiment.TrainedModels;
import dev.trainyard.experiment.UnknownExperiment;
import dev.trainyard.experiment.UnknownTrial;
import dev.trainyard.refusal.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Shows a trained network one image and looks at its layers. */
@Component
class ActivationReader {
  private final Evidence evidence;
  private final TrainedModels models;
  private final Datasets datasets;
  private final Engines engines;

  /** What the layers make of an image, beside it. */
  record Seen(ShownImage shown, TrialActivations activations) {}

  ActivationReader(Evidence evidence, TrainedModels models, Datasets datasets, Engines engines) {
    this.evidence = evidence;
    this.models = models;
    this.datasets = datasets;
    this.engines = engines;
  }

  /**
   * What the network of a trial makes of an image, by the reference engine, whichever trained it.
   *
   * @param epoch after which; null for the one that the training is for
   * @param image its place among the images
   * @throws UnknownExperiment if there is none with this id
   * @throws UnknownTrial if it has no such trial
   * @throws Refusal UNKNOWN if the trial has not finished an epoch; INVALID if there is no such
   *     image, or if the trial has held no images out; UNAVAILABLE if they cannot be fetched
   */
  Seen of(long experimentId, int trial, ScoredImages split, @Nullable ModelEpoch epoch, int image)
      throws InterruptedException {
    ModelFacts facts = models.facts(experimentId, trial, epoch);
    TrainedModel model = models.find(experimentId, trial, epoch);
    ClassNames classes = new ClassNames(datasets.facts(facts.spec().dataset()).classes());
    var images = evidence.images(experimentId, trial, split);
    ShownImage shown =
        new ShownImage(experimentId, trial, model.state().epoch(), split, classes, images, image);
    return new Seen(
        shown,
        TrialActivations.of(
            shown, model.network(), engines.reference().activations(model, images, image)));
  }
}
