package dev.trainyard.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EarlyStoppingTest {

  @Test
  void waitsForAnImprovementAsLongAsItsPatience() {
    EarlyStopping rule = new EarlyStopping(Metric.LOSS, 2, 0, true);

    assertThat(rule.isOver(losses())).isFalse();
    assertThat(rule.isOver(losses(0.5, 0.6))).isFalse();
    assertThat(rule.isOver(losses(0.5, 0.6, 0.4, 0.41))).isFalse();
    assertThat(rule.isOver(losses(0.5, 0.6, 0.4, 0.41, 0.4))).isTrue();
  }

  @Test
  void takesNoSmallGainForAnImprovement() {
    EarlyStopping rule = new EarlyStopping(Metric.LOSS, 2, 0.05, true);

    assertThat(rule.isOver(losses(0.5, 0.46, 0.44, 0.43))).isFalse();
    assertThat(rule.isOver(losses(0.5, 0.46, 0.455))).isTrue();
  }

  @Test
  void wantsAnAccuracyToGrow() {
    EarlyStopping rule = new EarlyStopping(Metric.ACCURACY, 1, 0, true);

    assertThat(rule.isOver(losses(0.5, 0.4))).isFalse();
    assertThat(rule.isOver(losses(0.5, 0.5))).isTrue();
  }

  /** Epochs with these validation losses, and with the accuracies that are left of 1. */
  private static List<EpochMetrics> losses(double... losses) {
    List<EpochMetrics> epochs = new ArrayList<>();
    for (double loss : losses) {
      epochs.add(new EpochMetrics(epochs.size() + 1, 1, 0.5, loss, 1 - loss, 0.1, 1));
    }
    return epochs;
  }
}
