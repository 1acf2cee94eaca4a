package dev.trainyard.experiment.evidence;

import dev.trainyard.outcome.TestScore;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is noted of a trial as it completes.
 *
 * @param test the score on the test split, where that was held back until now
 * @param predictions what its network says of each image
 */
public record FinalWord(@Nullable TestScore test, List<ScoredPredictions> predictions) {}
