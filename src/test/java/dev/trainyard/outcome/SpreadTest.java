package dev.trainyard.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

@NullUnmarked
class SpreadTest {

  /** In binary fractions, the sum of three is a bit below 2.97. */
  @Test
  void hasTheMeanOfTheDecimalsThatItsValuesAreWrittenAs() {
    assertThat(Spread.of(List.of(0.99, 0.99, 0.99)).mean()).isEqualTo(0.99);
    assertThat(Spread.of(List.of(0.99, 0.99, 0.99)).standardDeviation()).isZero();
    assertThat(Spread.of(List.of(0.9899, 0.99, 0.9901)).mean()).isEqualTo(0.99);
    assertThat(Spread.of(List.of(0.9851, 0.9843)).mean()).isEqualTo(0.9847);
  }

  @Test
  void hasNoMeanWhereAValueIsNone() {
    assertThat(Spread.of(List.of(0.5, Double.NaN)).mean()).isNaN();
    assertThat(Spread.of(List.of(0.5, Double.POSITIVE_INFINITY)).mean()).isInfinite();
  }
}
