package dev.trainyard.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

@NullUnmarked
class TemperatureTest {
  private static final int IMAGES = 40_000;
  private static final int CLASSES = 5;

  /** Labels are drawn by a softmax; who is told twice its logits is too sure by a factor of two. */
  @Test
  void findsByHowMuchAClassifierIsTooSure() {
    Random random = new Random(1);
    float[][] tooSure = new float[IMAGES][];
    float[][] calm = new float[IMAGES][];
    int[] labels = new int[IMAGES];
    for (int i = 0; i < IMAGES; i++) {
      double[] logits = random.doubles(CLASSES, -2, 2).toArray();
      labels[i] = drawn(softmax(logits, 1), random);
      tooSure[i] = softmax(logits, 2);
      calm[i] = softmax(logits, 0.5);
    }

    assertThat(Temperature.fit(tooSure, i -> labels[i]).value()).isCloseTo(2, within(0.05));
    assertThat(Temperature.fit(calm, i -> labels[i]).value()).isCloseTo(0.5, within(0.0125));
  }

  @Test
  void scalesTheLogits() {
    double[] logits = {1, -2, 0.5};
    assertThat(new Temperature(2).scaled(softmax(logits, 1)))
        .containsExactly(softmax(logits, 0.5), within(1e-6f));
    assertThat(Temperature.ONE.scaled(softmax(logits, 1)))
        .containsExactly(softmax(logits, 1), within(1e-6f));
  }

  @Test
  void staysInItsRangeWhereEveryAnswerIsRight() {
    float[][] sure = {{0.9f, 0.1f}, {0.2f, 0.8f}};
    assertThat(Temperature.fit(sure, i -> i).value()).isCloseTo(0.05, within(1e-6));
  }

  @Test
  void bearsProbabilitiesOfZero() {
    float[][] wrong = {{1, 0}, {1, 0}};
    assertThat(Temperature.fit(wrong, i -> i).value()).isCloseTo(20, within(1e-3));
    assertThat(new Temperature(3).scaled(wrong[0])[0]).isBetween(0.99f, 1f);
  }

  private static int drawn(float[] probabilities, Random random) {
    double left = random.nextDouble();
    int drawn = 0;
    while (drawn < probabilities.length - 1 && left > probabilities[drawn]) {
      left -= probabilities[drawn];
      drawn++;
    }
    return drawn;
  }

  private static float[] softmax(double[] logits, double factor) {
    double sum = 0;
    for (double logit : logits) {
      sum += Math.exp(factor * logit);
    }
    float[] probabilities = new float[logits.length];
    for (int i = 0; i < logits.length; i++) {
      probabilities[i] = (float) (Math.exp(factor * logits[i]) / sum);
    }
    return probabilities;
  }
}
