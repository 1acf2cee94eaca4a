package dev.trainyard.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** Several tests in one table. */
@NullUnmarked
class HolmTest {

  @Test
  void multipliesStepByStepAndNeverFalls() {
    // In order 0.01, 0.02, 0.03, 0.04, 0.9: times 5, 4, 3, 2, 1; 0.09 and 0.08 take the larger.
    List<Double> adjusted = Holm.adjusted(List.of(0.04, 0.01, 0.9, 0.03, 0.02));

    double[] expected = {0.09, 0.05, 0.9, 0.09, 0.08};
    for (int i = 0; i < expected.length; i++) {
      assertThat(adjusted.get(i)).isCloseTo(expected[i], within(1e-12));
    }
  }

  @Test
  void stopsAt1AndLeavesASingleTestAsItIs() {
    assertThat(Holm.adjusted(List.of(0.6, 0.7))).containsExactly(1.0, 1.0);
    assertThat(Holm.adjusted(List.of(0.03))).containsExactly(0.03);
    assertThat(Holm.adjusted(List.of())).isEmpty();
  }

  @Test
  void findsSomethingInATableWithoutEffectAsOftenAsOneTestDoes() {
    // Of ten independent tests: 1 - (1 - 0.05 / 10)^10.
    Simulation.happens(
        1 - Math.pow(0.995, 10),
        5000,
        random ->
            Holm.adjusted(random.doubles(10).boxed().toList()).stream().anyMatch(p -> p <= 0.05));
  }

  @Test
  void refusesWhatIsNoProbability() {
    assertThatIllegalArgumentException().isThrownBy(() -> Holm.adjusted(List.of(0.1, 1.1)));
    assertThatIllegalArgumentException().isThrownBy(() -> Holm.adjusted(List.of(Double.NaN)));
  }
}
