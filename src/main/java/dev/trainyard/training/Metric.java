package dev.trainyard.training;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Comparator;

/** What is looked at in the epochs of a trial. */
public enum Metric {
  /** The fraction of the images that were classified correctly, 0 to 1; more is better. */
  @JsonProperty("accuracy")
  ACCURACY("validationAccuracy") {
    @Override
    public double training(EpochMetrics epoch) {
      return epoch.trainAccuracy();
    }

    @Override
    public double validation(EpochMetrics epoch) {
      return epoch.validationAccuracy();
    }

    @Override
    public Comparator<Double> worstFirst() {
      return Comparator.naturalOrder();
    }
  },
  /** The cross-entropy in nats per image, without penalties; less is better. */
  @JsonProperty("loss")
  LOSS("validationLoss") {
    @Override
    public double training(EpochMetrics epoch) {
      return epoch.trainLoss();
    }

    @Override
    public double validation(EpochMetrics epoch) {
      return epoch.validationLoss();
    }

    @Override
    public Comparator<Double> worstFirst() {
      return Comparator.reverseOrder();
    }
  };

  private final String validationName;

  Metric(String validationName) {
    this.validationName = validationName;
  }

  /** The value on the training images, as they were trained. */
  public abstract double training(EpochMetrics epoch);

  /** The value on the validation images, after the epoch. */
  public abstract double validation(EpochMetrics epoch);

  /** Orders values so that the best one is the largest. */
  public abstract Comparator<Double> worstFirst();

  /** The name of the validation figure in JSON. */
  public String validationName() {
    return validationName;
  }
}
