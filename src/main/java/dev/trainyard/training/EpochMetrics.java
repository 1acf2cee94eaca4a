package dev.trainyard.training;

/**
 * What is known of a finished epoch.
 *
 * @param epoch from 1
 * @param trainLoss cross-entropy in nats without penalties and label smoothing, averaged over the
 *     epoch's examples as they were trained (as Keras's history)
 * @param trainAccuracy 0 to 1, taken the same way
 * @param validationLoss over the validation images, after the epoch
 * @param validationAccuracy 0 to 1, after the epoch
 * @param learningRate of the epoch's last mini-batch
 * @param seconds from the first mini-batch to the end of validation
 */
public record EpochMetrics(
    int epoch,
    double trainLoss,
    double trainAccuracy,
    double validationLoss,
    double validationAccuracy,
    double learningRate,
    double seconds) {}
