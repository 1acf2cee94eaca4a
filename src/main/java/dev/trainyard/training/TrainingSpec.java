package dev.trainyard.training;

import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

/**
 * How a network is trained; every value is set.
 *
 * @param epochs passes over the training images
 * @param batchSize images per mini-batch; the last mini-batch of an epoch may be smaller
 * @param l2 Keras's convention: the loss gains l2 · Σw² over the kernels of the hidden layers, so
 *     their gradient gains 2 · l2 · w; output layer and biases are left alone
 * @param seed decides initial parameters, the order of the images, their augmentation and dropout;
 *     nothing else is random
 */
public record TrainingSpec(
    @Min(1) @Max(10_000) int epochs,
    @Min(1) @Max(60_000) int batchSize,
    @NotNull @Valid Optimizer optimizer,
    @DecimalMin("0") @DecimalMax("1000") double l2,
    @NotNull @Valid Augmentation augmentation,
    long seed,
    @NotNull @Valid Validation validation,
    @NotNull EngineChoice engine) {

  /** The same training with another number of epochs. */
  public TrainingSpec withEpochs(int other) {
    return new TrainingSpec(
        other, batchSize, optimizer, l2, augmentation, seed, validation, engine);
  }

  /** The same training with mini-batches of another size. */
  public TrainingSpec withBatchSize(int other) {
    return new TrainingSpec(epochs, other, optimizer, l2, augmentation, seed, validation, engine);
  }

  /** The same training with another augmentation. */
  public TrainingSpec withAugmentation(Augmentation other) {
    return new TrainingSpec(epochs, batchSize, optimizer, l2, other, seed, validation, engine);
  }

  /** The same training with another seed. */
  public TrainingSpec withSeed(long other) {
    return new TrainingSpec(
        epochs, batchSize, optimizer, l2, augmentation, other, validation, engine);
  }
}
