package dev.trainyard.training;

import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a network is trained; every value is set.
 *
 * @param epochs passes over the training images
 * @param batchSize images per mini-batch; the last mini-batch of an epoch may be smaller
 * @param schedule what becomes of the optimizer's learning rate
 * @param l2 Keras's convention: the loss gains l2 · Σw² over the kernels of the hidden layers, so
 *     their gradient gains 2 · l2 · w; output layer and biases are left alone
 * @param l1 Keras's: the loss gains l1 · Σ|w| over the same kernels, their gradient l1 · sign(w)
 * @param l2Biases the loss gains l2Biases · Σb² over the biases of the hidden layers
 * @param weightDecay decoupled from the loss, as Keras's {@code weight_decay}: w ← w − learning
 *     rate · weightDecay · w before each step, over kernels and biases of all layers, not over the
 *     γ and β of batch normalisations
 * @param labelSmoothing ε: the true class's target is 1 − ε + ε / classes, that of each other one ε
 *     / classes; the reported losses are those without it
 * @param clipping bounds of the gradient
 * @param averaging null where the trained weights are the model
 * @param earlyStopping null to train all epochs
 * @param seed decides initial parameters, the order of the images, their augmentation, dropout and
 *     what is held out; nothing else is random
 */
public record TrainingSpec(
    @Min(1) @Max(10_000) int epochs,
    @Min(1) @Max(60_000) int batchSize,
    @NotNull @Valid Optimizer optimizer,
    @NotNull @Valid Schedule schedule,
    @DecimalMin("0") @DecimalMax("1000") double l2,
    @DecimalMin("0") @DecimalMax("1000") double l1,
    @DecimalMin("0") @DecimalMax("1000") double l2Biases,
    @DecimalMin("0") @DecimalMax("1000") double weightDecay,
    @DecimalMin("0") @DecimalMax("0.9") double labelSmoothing,
    @NotNull @Valid Clipping clipping,
    @Valid @Nullable Averaging averaging,
    @Valid @Nullable EarlyStopping earlyStopping,
    @NotNull @Valid Augmentation augmentation,
    long seed,
    @NotNull @Valid Validation validation,
    @NotNull EngineChoice engine) {

  /** A plain training: constant learning rate, no regulariser but l2, no clipping, no average. */
  public TrainingSpec(
      int epochs,
      int batchSize,
      Optimizer optimizer,
      double l2,
      Augmentation augmentation,
      long seed,
      Validation validation,
      EngineChoice engine) {
    this(
        epochs,
        batchSize,
        optimizer,
        Schedule.Constant.PLAIN,
        l2,
        0,
        0,
        0,
        0,
        Clipping.NONE,
        null,
        null,
        augmentation,
        seed,
        validation,
        engine);
  }

  /** The same training with another number of epochs. */
  public TrainingSpec withEpochs(int other) {
    return with(other, batchSize, seed, augmentation);
  }

  /** The same training with mini-batches of another size. */
  public TrainingSpec withBatchSize(int other) {
    return with(epochs, other, seed, augmentation);
  }

  /** The same training with another augmentation. */
  public TrainingSpec withAugmentation(Augmentation other) {
    return with(epochs, batchSize, seed, other);
  }

  /** The same training with another seed. */
  public TrainingSpec withSeed(long other) {
    return with(epochs, batchSize, other, augmentation);
  }

  /** All decoupled weight decay: the training's and the optimizer's own. */
  public double decoupledDecay() {
    return weightDecay + optimizer.decoupledDecay();
  }

  /** What the best epoch is best in. */
  public Metric bestBy() {
    return earlyStopping == null ? Metric.ACCURACY : earlyStopping.metric();
  }

  /**
   * Whether the training ends here.
   *
   * @param finished all finished epochs in order
   */
  public boolean endsAfter(List<EpochMetrics> finished) {
    return finished.size() >= epochs || (earlyStopping != null && earlyStopping.isOver(finished));
  }

  /** Whether the model of the best epoch is what the training is for, rather than the last one. */
  public boolean restoresBest() {
    return earlyStopping != null && earlyStopping.restoreBest();
  }

  private TrainingSpec with(
      int otherEpochs, int otherBatchSize, long otherSeed, Augmentation otherAugmentation) {
    return new TrainingSpec(
        otherEpochs,
        otherBatchSize,
        optimizer,
        schedule,
        l2,
        l1,
        l2Biases,
        weightDecay,
        labelSmoothing,
        clipping,
        averaging,
        earlyStopping,
        otherAugmentation,
        otherSeed,
        validation,
        engine);
  }
}
