package dev.trainyard.engine;

import dev.trainyard.dataset.LabelledImages;

/** A trained network that is ready to predict again and again; for one thread at a time. */
public interface Predictor {

  /**
   * What images are taken for; their labels are not looked at.
   *
   * @return [count][classes], each row from 0 to 1 and 1 in total; the caller's own
   */
  float[][] probabilities(LabelledImages images);

  /** The memory that it holds, roughly. */
  long bytes();

  /** A model that an engine shows images to as it does to score it. */
  static Predictor of(TrainingEngine engine, TrainedModel model) {
    return new Predictor() {
      @Override
      public float[][] probabilities(LabelledImages images) {
        return engine.probabilities(model, images, () -> 1);
      }

      @Override
      public long bytes() {
        return (long) Float.BYTES * model.state().parameters().length;
      }
    };
  }
}
