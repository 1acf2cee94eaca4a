package dev.trainyard.evaluation;

import dev.trainyard.dataset.LabelledImages;
import dev.trainyard.experiment.Experiments;
import dev.trainyard.experiment.ScoredImages;
import dev.trainyard.refusal.Refusal;
import java.util.Locale;

/**
 * One image that the network of a trial is shown.
 *
 * @param trial its number in the experiment, from 1
 * @param epoch after which the network sees it
 * @param images among which it is
 * @param image its place among them, from 0
 */
record ShownImage(
    long experimentId,
    int trial,
    int epoch,
    ScoredImages split,
    ClassNames classes,
    LabelledImages images,
    int image) {

  /**
   * Makes sure that there is such an image.
   *
   * @throws Refusal INVALID if there is not
   */
  ShownImage {
    if (image < 0 || image >= images.count()) {
      throw Refusal.invalid(
          "image",
          String.format(
              Locale.ROOT,
              "must be from 0 to %d: there are %,d %s images",
              images.count() - 1,
              images.count(),
              kind(split)));
    }
  }

  String trueClass() {
    return classes.of(images.label(image));
  }

  /** The heading of a picture: that of the experiment and the trial's number. */
  String title(Experiments experiments) {
    return "%s, trial %d".formatted(experiments.title(experimentId), trial);
  }

  /** {@code test image 1033}. */
  String words() {
    return "%s image %d".formatted(kind(split), image);
  }

  private static String kind(ScoredImages split) {
    return split == ScoredImages.TEST ? "test" : "held-out";
  }
}
