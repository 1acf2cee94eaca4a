package dev.trainyard.prediction;

import dev.trainyard.dataset.LabelledImages;
import dev.trainyard.engine.Predictor;
import dev.trainyard.statistics.Temperature;
import org.jspecify.annotations.Nullable;

/** A network in memory that predicts for one request at a time. */
final class ReadyNetwork {

  /** Images with labels that a network did not learn from. */
  @FunctionalInterface
  interface ValidationImages {
    LabelledImages get() throws InterruptedException;
  }

  private final Predictor predictor;
  private final int epoch;
  private @Nullable Temperature temperature;

  /**
   * @param epoch after which it is as it is
   */
  ReadyNetwork(Predictor predictor, int epoch) {
    this.predictor = predictor;
    this.epoch = epoch;
  }

  int epoch() {
    return epoch;
  }

  long bytes() {
    return predictor.bytes();
  }

  /** What it takes images for, [count][classes]. */
  synchronized float[][] probabilities(LabelledImages images) {
    return predictor.probabilities(images);
  }

  /** The temperature at which it is as sure as it is right; fitted when first asked for. */
  synchronized Temperature temperature(ValidationImages validation) throws InterruptedException {
    Temperature fitted = temperature;
    if (fitted == null) {
      LabelledImages images = validation.get();
      fitted = Temperature.fit(predictor.probabilities(images), images::label);
      temperature = fitted;
    }
    return fitted;
  }
}
