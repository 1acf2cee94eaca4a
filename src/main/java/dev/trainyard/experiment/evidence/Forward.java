package dev.trainyard.experiment.evidence;

import dev.trainyard.catalog.Datasets;
import dev.trainyard.dataset.ImageDataset;
import dev.trainyard.dataset.LabelledImages;
import dev.trainyard.engine.Engines;
import dev.trainyard.engine.Holdout;
import dev.trainyard.engine.TrainedModel;
import dev.trainyard.experiment.ScoredImages;
import dev.trainyard.experiment.TrialSpec;
import dev.trainyard.refusal.Refusal;
import java.util.function.IntSupplier;
import org.springframework.stereotype.Component;

/** Shows a trained network images, with the engine that its training asks for if it can be had. */
@Component
public class Forward {
  private final Datasets datasets;
  private final Engines engines;

  Forward(Datasets datasets, Engines engines) {
    this.datasets = datasets;
    this.engines = engines;
  }

  /**
   * The images.
   *
   * @throws Refusal INVALID if the trial has held none out
   */
  public LabelledImages images(TrialSpec spec, ScoredImages images) throws InterruptedException {
    ImageDataset dataset = datasets.get(spec.dataset());
    if (images == ScoredImages.TEST) {
      return dataset.test();
    }
    int count = spec.training().validation().heldOut(dataset.train().count());
    if (count == 0) {
      throw Refusal.invalid(
          "images",
          "must be test: the trial was validated on the test split and held no images out");
    }
    return Holdout.heldOut(dataset.train(), count, spec.training().seed());
  }

  /**
   * What a network takes images for.
   *
   * @param threads how many threads may be used, at least 1
   * @return [count][classes]
   */
  public float[][] probabilities(TrainedModel model, LabelledImages images, IntSupplier threads) {
    return engines.scorer(model).probabilities(model, images, threads);
  }
}
