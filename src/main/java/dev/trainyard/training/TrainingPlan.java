package dev.trainyard.training;

import dev.trainyard.dataset.LabelledImages;
import dev.trainyard.network.Network;

/**
 * All that an engine needs to train one trial.
 *
 * @param threads how many threads the engine may use; the result does not depend on it
 */
public record TrainingPlan(
    Network network,
    TrainingSpec training,
    LabelledImages trainImages,
    LabelledImages validationImages,
    int threads) {}
