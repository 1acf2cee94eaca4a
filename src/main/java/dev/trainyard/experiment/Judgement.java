package dev.trainyard.experiment;

import dev.trainyard.dataset.LabelledImages;
import dev.trainyard.engine.Predictions;

/**
 * What the network of a trial says of images, beside the images.
 *
 * @param spec that it was trained by
 * @param images with their true classes
 * @param said of the same images in the same order
 */
public record Judgement(TrialSpec spec, LabelledImages images, Predictions said) {}
