package dev.trainyard.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

@NullUnmarked
class NumbersTest {

  @Test
  void writesAPValueWithThreeDigitsUnlessItIsVerySmallOrHardlyAboveTheLevel() {
    assertThat(Numbers.p(0.0004)).isEqualTo("<\u00a00.001");
    assertThat(Numbers.p(0.0234)).isEqualTo("0.023");
    assertThat(Numbers.p(0.0503)).isEqualTo("0.0503");
  }

  @Test
  void givesNoSignToWhatRoundsToZero() {
    assertThat(Numbers.fixed(-0.004, 2)).isEqualTo("0.00");
    assertThat(Numbers.fixed(-0.006, 2)).isEqualTo("\u22120.01");
    assertThat(Numbers.plus(-0.004, 2)).isEqualTo("0.00");
    assertThat(Numbers.plus(0.004, 2)).isEqualTo("0.00");
    assertThat(Numbers.plus(0.006, 2)).isEqualTo("+0.01");
    assertThat(Numbers.plus(-3, 0)).isEqualTo("\u22123");
  }
}
