package dev.trainyard.experiment.evidence;

import dev.trainyard.engine.Predictions;
import dev.trainyard.experiment.ScoredImages;

/** What a network says of some of the images that there are. */
public record ScoredPredictions(ScoredImages images, Predictions predictions) {}
