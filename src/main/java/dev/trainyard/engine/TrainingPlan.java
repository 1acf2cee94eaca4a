package dev.trainyard.engine;

import dev.trainyard.dataset.LabelledImages;
import dev.trainyard.network.Network;
import dev.trainyard.training.TrainingSpec;
import java.util.function.IntSupplier;

/**
 * All that an engine needs to train one trial.
 *
 * @param threads how many threads the engine may use, at least 1; asked often, because other trials
 *     come and go; the result does not depend on it
 */
public record TrainingPlan(
    Network network,
    TrainingSpec training,
    LabelledImages trainImages,
    LabelledImages validationImages,
    IntSupplier threads) {}
