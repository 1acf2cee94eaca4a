package dev.trainyard.evaluation;

import dev.trainyard.dataset.LabelledImages;
import dev.trainyard.engine.Predictions;
import dev.trainyard.experiment.ScoredImages;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;

/** What networks with three classes said of images of one pixel. */
@NullUnmarked
final class SamplePredictions {
  private SamplePredictions() {}

  /**
   * Of one network.
   *
   * @param labels of the images
   * @param probabilities [images][classes]
   */
  static TrialPredictions of(int[] labels, float[][] probabilities) {
    short[] narrow = new short[labels.length];
    for (int i = 0; i < labels.length; i++) {
      narrow[i] = (short) labels[i];
    }
    LabelledImages images = new LabelledImages(1, 1, 1, 3, new byte[labels.length], narrow);
    return new TrialPredictions(
        7,
        2,
        ScoredImages.TEST,
        new ClassNames(List.of("cat", "dog", "eel")),
        images,
        Predictions.of(4, probabilities, images));
  }

  /** Of one network that is so sure of a class for each image. */
  static TrialPredictions of(int[] labels, int[] predicted, double... confidences) {
    float[][] probabilities = new float[labels.length][3];
    for (int i = 0; i < labels.length; i++) {
      for (int c = 0; c < 3; c++) {
        probabilities[i][c] =
            (float) (c == predicted[i] ? confidences[i] : (1 - confidences[i]) / 2);
      }
    }
    return of(labels, probabilities);
  }
}
