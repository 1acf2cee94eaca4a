package dev.trainyard.evaluation;

import dev.trainyard.dataset.LabelledImages;
import dev.trainyard.engine.Predictions;
import dev.trainyard.experiment.Experiments;
import dev.trainyard.experiment.ScoredImages;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * What the network of a trial said of images whose classes are known.
 *
 * @param trial its number in the experiment, from 1
 * @param images with their classes
 * @param said of the same images in the same order
 */
record TrialPredictions(
    long experimentId,
    int trial,
    ScoredImages split,
    ClassNames classes,
    LabelledImages images,
    Predictions said) {

  int count() {
    return said.count();
  }

  int trueClass(int image) {
    return images.label(image);
  }

  boolean isWrong(int image) {
    return said.predicted(image) != images.label(image);
  }

  /** The images whose class it gets wrong. */
  IntStream wrong() {
    return IntStream.range(0, count()).filter(this::isWrong);
  }

  /** The heading of a picture: that of the experiment and the trial's number. */
  String title(Experiments experiments) {
    return "%s, trial %d".formatted(experiments.title(experimentId), trial);
  }

  /** {@code 10,000 test images, after epoch 2}. */
  String words() {
    return String.format(
        Locale.ROOT,
        "%,d %s images, after epoch %d",
        count(),
        split == ScoredImages.TEST ? "test" : "held-out",
        said.epoch());
  }
}
