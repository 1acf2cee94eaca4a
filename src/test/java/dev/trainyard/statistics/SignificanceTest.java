package dev.trainyard.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SignificanceTest {

  @Test
  void tellsAPValueFromTheLevelThatItIsAbove() {
    assertThat(Significance.text(0.5, 2)).isEqualTo("0.50");
    assertThat(Significance.text(0.0496, 3)).isEqualTo("0.050");
    assertThat(Significance.text(0.05, 3)).isEqualTo("0.050");
    assertThat(Significance.text(0.0503, 3)).isEqualTo("0.0503");
    assertThat(Significance.text(0.050004, 3)).isEqualTo("0.050004");
    assertThat(Significance.text(0.0549, 2)).isEqualTo("0.055");
  }
}
