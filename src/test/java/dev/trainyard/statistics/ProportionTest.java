package dev.trainyard.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Wilson's interval of an accuracy. */
@NullUnmarked
class ProportionTest {

  // scipy.stats.binomtest(k, n).proportion_ci(0.95, method='wilson')
  @ParameterizedTest
  @CsvSource({
    "9847, 10000, 0.9821014234948727, 0.9869263284845934",
    "0, 50, 0.0, 0.07134759913335872",
    "50, 50, 0.9286524008666412, 1.0",
    "3, 7, 0.1582198552514697, 0.7495416354723428"
  })
  void agreesWithScipy(int count, int of, double from, double to) {
    Interval interval = new Proportion(count, of).interval(0.95);

    assertThat(interval.from()).isCloseTo(from, within(1e-9));
    assertThat(interval.to()).isCloseTo(to, within(1e-9));
  }

  @Test
  void coversTheTrueShare() {
    Simulation.happens(
        0.95,
        3000,
        random -> {
          int count = (int) random.doubles(2000).filter(x -> x < 0.9).count();
          return new Proportion(count, 2000).interval(0.95).contains(0.9);
        });
  }

  @Test
  void refusesWhatIsNoProportionAndWhatIsNoLevel() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Proportion(3, 2));
    assertThatIllegalArgumentException().isThrownBy(() -> new Proportion(-1, 2));
    assertThatIllegalArgumentException().isThrownBy(() -> new Proportion(0, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new Proportion(1, 2).interval(95));
  }
}
