package dev.trainyard.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Student's t, central and not. */
@NullUnmarked
class EstimateTest {

  @Test
  void agreesWithScipy() {
    // 2 * scipy.stats.t.sf(2.5, 2), 2 * scipy.stats.t.sf(1.3, 7.5)
    assertThat(new Estimate(5, 2, 2).p()).isCloseTo(0.12961172022151082, within(1e-9));
    assertThat(new Estimate(-1.3, 1, 7.5).p()).isCloseTo(0.23212677881560878, within(1e-9));
    // scipy.stats.t.ppf(0.975, 2), scipy.stats.t.ppf(0.995, 7.5), scipy.stats.t.ppf(0.975, 1)
    assertThat(new Estimate(0, 1, 2).margin(0.95)).isCloseTo(4.302652729749462, within(1e-9));
    assertThat(new Estimate(0, 1, 7.5).margin(0.99)).isCloseTo(3.421422688124044, within(1e-9));
    assertThat(new Estimate(0, 1, 1).margin(0.95)).isCloseTo(12.706204736174694, within(1e-9));
  }

  /**
   * The noncentrality at which t is significant with a probability of 80 %. For 8 degrees and more:
   *
   * <pre>
   * t = stats.t.ppf(0.975, df)
   * optimize.brentq(lambda d: stats.nct.sf(t, df, d) + stats.nct.cdf(-t, df, d) - 0.8, 0.5, 6)
   * </pre>
   *
   * <p>scipy.stats.nct fails for fewer; there scipy.integrate.quad over stats.chi.pdf in its place.
   */
  @ParameterizedTest
  @CsvSource({
    "1, 16.33400886992099",
    "2, 5.653489266197127",
    "8, 3.200919648650884",
    "24.6, 2.91708238478523",
    "9999, 2.80185090361554"
  })
  void saysWhatTheDesignCouldHaveFound(double degrees, double errors) {
    Estimate estimate = new Estimate(0.1, 0.002, degrees);

    assertThat(estimate.smallestDetectable(0.8, 0.95)).isCloseTo(0.002 * errors, within(1e-9));
  }

  @Test
  void isSignificantAsOftenAsItsPowerSays() {
    // In true standard errors of a mean of three, 1/√3.
    double effect = new Estimate(0, 1, 2).smallestDetectable(0.8, 0.95) / Math.sqrt(3);

    Simulation.happens(
        0.8,
        4000,
        random -> {
          double[] values = random.doubles(3).map(x -> effect + random.nextGaussian()).toArray();
          double mean = (values[0] + values[1] + values[2]) / 3;
          return Variation.of(values).ofMean(mean, 3).p() <= 0.05;
        });
  }

  @Test
  void takesAStandardErrorOf0AtItsWord() {
    assertThat(new Estimate(0.1, 0, 2).p()).isZero();
    assertThat(new Estimate(0, 0, 2).p()).isEqualTo(1);
    assertThat(new Estimate(0.1, 0, 2).interval(0.95)).isEqualTo(new Interval(0.1, 0.1));
    assertThat(new Estimate(0.1, 0, 2).smallestDetectable(0.8, 0.95)).isZero();
  }

  @Test
  void refusesWhatHasNoMeaning() {
    Estimate estimate = new Estimate(1, 1, 1);

    assertThatIllegalArgumentException().isThrownBy(() -> new Estimate(Double.NaN, 1, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Estimate(1, -1, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Estimate(1, 1, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> estimate.interval(1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> estimate.smallestDetectable(0.05, 0.95))
        .withMessageContaining("power");
  }
}
