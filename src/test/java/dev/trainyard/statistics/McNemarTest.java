package dev.trainyard.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.BitSet;
import java.util.Random;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two networks on the same images. */
@NullUnmarked
class McNemarTest {

  // scipy.stats.binomtest(gained, gained + lost).pvalue
  @ParameterizedTest
  @CsvSource({
    "42, 30, 0.1945051658673991",
    "30, 42, 0.1945051658673991",
    "12, 0, 0.00048828125",
    "5, 9, 0.4239501953125",
    "3, 4, 1.0",
    "900, 1010, 0.012608304160630267",
    "278, 95, 6.176004876076199e-22",
    "500, 0, 6.10987272699921e-151",
    "0, 0, 1.0"
  })
  void agreesWithScipy(int gained, int lost, double p) {
    assertThat(new McNemar(gained, lost).p()).isCloseTo(p, withinPercentage(1e-7));
  }

  @Test
  void countsImagesThatOneOfThemGetsRight() {
    BitSet one = BitSet.valueOf(new long[] {0b1110});
    BitSet other = BitSet.valueOf(new long[] {0b0011});

    assertThat(McNemar.of(one, other)).isEqualTo(new McNemar(2, 1));
    assertThat(one.cardinality()).isEqualTo(3);
  }

  @Test
  void findsNoMoreThanItsLevelWhereThereIsNoEffect() {
    Random random = new Random(1);
    int found = 0;
    for (int run = 0; run < 5000; run++) {
      int gained = Long.bitCount(random.nextLong());
      found += new McNemar(gained, 64 - gained).p() <= 0.05 ? 1 : 0;
    }
    // 2 binom.cdf(23, 64, 0.5) = 0.0328, the largest of its p-values below 5 %: 4 deviations
    // around.
    assertThat(found / 5000.0).isCloseTo(0.0328, within(4 * Math.sqrt(0.0328 * 0.9672 / 5000)));
  }

  @Test
  void refusesNegativeNumbers() {
    assertThatIllegalArgumentException().isThrownBy(() -> new McNemar(-1, 0));
  }
}
