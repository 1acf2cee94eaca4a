package dev.trainyard.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.training.Metric;
import java.util.List;
import org.junit.jupiter.api.Test;

class AxesTest {

  @Test
  void scalesBeginAndEndOnRoundNumbers() {
    assertThat(Scale.around(0.831, 0.992)).isEqualTo(new Scale(0.8, 1, 0.05));
    assertThat(Scale.around(83.1, 99.2)).isEqualTo(new Scale(80, 100, 5));
    assertThat(Scale.around(0, 2.3)).isEqualTo(new Scale(0, 2.5, 0.5));
    assertThat(Scale.around(0, 0).max()).isPositive();
  }

  @Test
  void accuraciesEndAtAHundredPercent() {
    assertThat(Axes.scale(Metric.ACCURACY, 99.99, 100).max()).isEqualTo(100);
    assertThat(Axes.scale(Metric.ACCURACY, 0, 0).min()).isZero();
  }

  @Test
  void lossesBeginAtZeroUnlessTheyAreCloseTogether() {
    assertThat(Axes.scale(Metric.LOSS, 0.05, 0.6).min()).isZero();
    assertThat(Axes.scale(Metric.LOSS, 0.5, 0.6).min()).isEqualTo(0.5);
  }

  @Test
  void numbersAreWrittenAsAUserWritesThem() {
    List<Object> values = List.of(0.000001, 0.0003, 0.1, 128, 1e-20, 0.0, "relu", true);
    assertThat(values.stream().map(Axes::value))
        .containsExactly("1e-6", "0.0003", "0.1", "128", "1e-20", "0", "relu", "true");
  }

  @Test
  void valuesThatAreSpacedSoStandOnALogarithmicAxis() {
    assertThat(Positions.of(List.of(1e-6, 1e-5, 1e-4, 3e-4, 1e-3)).spacing())
        .isEqualTo(Positions.Spacing.LOGARITHMIC);
    assertThat(Positions.of(List.of(16, 32, 64, 128)).spacing())
        .isEqualTo(Positions.Spacing.LOGARITHMIC);
    assertThat(Positions.of(List.of(0.1, 0.2, 0.3, 0.4, 0.5)).spacing())
        .isNotEqualTo(Positions.Spacing.LOGARITHMIC);
    assertThat(Positions.of(List.of(0.0, 0.25, 0.5)).spacing())
        .isNotEqualTo(Positions.Spacing.LOGARITHMIC);
    assertThat(Positions.of(List.of(5)).spacing()).isNotEqualTo(Positions.Spacing.LOGARITHMIC);
  }

  @Test
  void whatHasNoPlaceOnAnAxisStandsInOrder() {
    Positions zero = Positions.of(List.of(1e-4, 0.0, 1e-6, 1e-5));
    assertThat(List.of(0.0, 1e-6, 1e-5, 1e-4))
        .extracting(zero::of)
        .containsExactly(0.0, 1.0, 2.0, 3.0);
    Positions words = Positions.of(List.of("relu", "tanh"));
    assertThat(words.spacing().isNumeric()).isFalse();
    assertThat(words.of("tanh")).isEqualTo(1);
  }
}
