package dev.trainyard.engine;

import dev.trainyard.training.Augmentation;
import dev.trainyard.training.Averaging;
import dev.trainyard.training.Clipping;
import dev.trainyard.training.EngineChoice;
import dev.trainyard.training.Optimizer;
import dev.trainyard.training.Schedule;
import dev.trainyard.training.TrainingSpec;
import dev.trainyard.training.Validation;
import org.jspecify.annotations.Nullable;

/** A training that a test puts together, with what it leaves out switched off. */
final class TrainingDraft {
  private final Optimizer optimizer;
  private int epochs = 2;
  private int batchSize = Plans.BATCH;
  private Schedule schedule = Schedule.Constant.PLAIN;
  private double l2;
  private double l1;
  private double l2Biases;
  private double weightDecay;
  private double labelSmoothing;
  private Clipping clipping = Clipping.NONE;
  private @Nullable Averaging averaging;
  private long seed = 7;

  TrainingDraft(Optimizer optimizer) {
    this.optimizer = optimizer;
  }

  TrainingDraft size(int epochCount, int imagesPerBatch) {
    epochs = epochCount;
    batchSize = imagesPerBatch;
    return this;
  }

  TrainingDraft schedule(Schedule other) {
    schedule = other;
    return this;
  }

  TrainingDraft l2(double other) {
    l2 = other;
    return this;
  }

  TrainingDraft l1(double other) {
    l1 = other;
    return this;
  }

  TrainingDraft l2Biases(double other) {
    l2Biases = other;
    return this;
  }

  TrainingDraft weightDecay(double other) {
    weightDecay = other;
    return this;
  }

  TrainingDraft labelSmoothing(double other) {
    labelSmoothing = other;
    return this;
  }

  TrainingDraft clipping(double norm, double value) {
    clipping = new Clipping(norm, value);
    return this;
  }

  TrainingDraft averaging(double decay, int fromEpoch) {
    averaging = new Averaging(decay, fromEpoch);
    return this;
  }

  TrainingDraft seed(long other) {
    seed = other;
    return this;
  }

  TrainingSpec spec() {
    return new TrainingSpec(
        epochs,
        batchSize,
        optimizer,
        schedule,
        l2,
        l1,
        l2Biases,
        weightDecay,
        labelSmoothing,
        clipping,
        averaging,
        null,
        Augmentation.NONE,
        seed,
        Validation.onTest(),
        EngineChoice.AUTO);
  }
}
