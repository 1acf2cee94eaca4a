package dev.trainyard.engine;

import dev.trainyard.dataset.LabelledImages;

/**
 * How well probabilities fit the labels of some images.
 *
 * @param images how many there are
 * @param loss cross-entropy in nats, averaged; probabilities below 1e-38 count as that
 * @param accuracy the fraction whose class has the largest probability, 0 to 1
 */
public record Evaluation(int images, double loss, double accuracy) {

  /** The averages of a score over so many images. */
  public static Evaluation of(Score score, int images) {
    return new Evaluation(images, score.lossSum() / images, (double) score.hits() / images);
  }

  /**
   * Scores probabilities.
   *
   * @param probabilities [count][classes]
   */
  public static Evaluation of(float[][] probabilities, LabelledImages images) {
    double loss = 0;
    int correct = 0;
    for (int i = 0; i < probabilities.length; i++) {
      float[] row = probabilities[i];
      loss -= Math.log(Math.max(row[images.label(i)], Float.MIN_NORMAL));
      correct += largest(row) == images.label(i) ? 1 : 0;
    }
    int count = probabilities.length;
    return new Evaluation(count, loss / count, (double) correct / count);
  }

  /**
   * Whether probabilities are numbers: where weights are so large that the range of floats ends,
   * some are not.
   *
   * @param probabilities [count][classes]
   */
  public static boolean areNumbers(float[][] probabilities) {
    for (float[] row : probabilities) {
      for (float probability : row) {
        if (!Float.isFinite(probability)) {
          return false;
        }
      }
    }
    return true;
  }

  /** The place of the largest value, of equals the first. */
  static int largest(float[] row) {
    int largest = 0;
    for (int i = 1; i < row.length; i++) {
      largest = row[i] > row[largest] ? i : largest;
    }
    return largest;
  }
}
