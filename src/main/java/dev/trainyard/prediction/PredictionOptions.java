package dev.trainyard.prediction;

import dev.trainyard.experiment.ModelEpoch;
import org.jspecify.annotations.Nullable;

/**
 * What is asked for beside the classes.
 *
 * @param input whether the images are to be returned as the networks saw them
 * @param calibrated whether probabilities are to be calibrated
 * @param shifts by how many pixels images are moved to average over
 * @param epoch after which networks count; null for the one that their training is for
 */
record PredictionOptions(
    boolean input, boolean calibrated, int shifts, @Nullable ModelEpoch epoch) {}
