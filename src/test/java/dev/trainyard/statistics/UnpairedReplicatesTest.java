package dev.trainyard.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** Three networks of one cell and four of another on ten images, with no seed in common. */
@NullUnmarked
class UnpairedReplicatesTest {
  private static final List<BitSet> A =
      PairedImagesTest.rows("1101101110", "1111001110", "1011101111");
  private static final List<BitSet> B =
      PairedImagesTest.rows("1001001110", "0001011110", "1000100111", "0111010111");

  private final UnpairedReplicates cells = UnpairedReplicates.of(10, A, B);

  @Test
  void isWelchsTestForOtherSeeds() {
    Estimate seeds = cells.otherSeeds();

    // stats.ttest_ind(A.mean(1), B.mean(1), equal_var=False)
    assertThat(seeds.value()).isCloseTo(0.18333333333333332, within(1e-12));
    assertThat(seeds.p()).isCloseTo(0.029710529906558876, within(1e-9));
    assertThat(seeds.degrees()).isCloseTo(4.82857142857143, within(1e-9));
    // np.sqrt(A.mean(1).var(ddof=1) / 3 + B.mean(1).var(ddof=1) / 4)
    assertThat(seeds.standardError()).isCloseTo(0.060092521257733164, within(1e-9));
  }

  /** Two networks each, and all four are one image apart or none. */
  @Test
  void isNoSurerOfSeedsThanWholeImagesAre() {
    BitSet right = new BitSet();
    right.set(0, 9000);
    BitSet more = (BitSet) right.clone();
    more.set(9000);

    Estimate seeds =
        UnpairedReplicates.of(10_000, List.of(more, more), List.of(right, right)).otherSeeds();

    assertThat(seeds.standardError()).isCloseTo(Math.sqrt(1.0 / 12) / 10_000, within(1e-12));
    assertThat(seeds.degrees()).isCloseTo(2, within(1e-9));
    assertThat(seeds.p()).isBetween(0.07, 0.08);
  }

  @Test
  void takesOutOfTheErrorFromImagesWhatIsTheSeedsDoing() {
    // def ms(x): r = x - x.mean(0) - x.mean(1, keepdims=True) + x.mean()
    //            return (r**2).sum() / (9 * (len(x) - 1))
    // d = A.mean(0) - B.mean(0); np.sqrt((d.var(ddof=1) - ms(A) / 3 - ms(B) / 4) / 10)
    assertThat(cells.imageError()).isCloseTo(0.019245008972987594, within(1e-9));
    // a, b = seed error ** 2, image error ** 2; nu = (a + b)**2 / (a * a / welch.df + b * b / 9)
    // 2 * stats.t.sf(d.mean() / np.sqrt(a + b), nu)
    assertThat(cells.bothErrors().degrees()).isCloseTo(5.836899333567178, within(1e-9));
    assertThat(cells.bothErrors().p()).isCloseTo(0.028014318086463354, within(1e-9));
  }

  @Test
  void countsGainsAndLossesOverAllPairsOfNetworks() {
    // (A.mean(0) * (1 - B.mean(0))).sum(), (B.mean(0) * (1 - A.mean(0))).sum()
    assertThat(cells.gained()).isCloseTo(2.9166666666666665, within(1e-12));
    assertThat(cells.lost()).isCloseTo(1.0833333333333335, within(1e-12));
  }

  @Test
  void coversADifferenceThatIsNoneOverAllImages() {
    Simulation.happens(
        0.95,
        1000,
        random -> {
          double[] one = random.doubles(400, 0.3, 0.7).toArray();
          double[] other = one.clone();
          for (int i = 0; i < other.length; i++) {
            other[i] += random.nextBoolean() ? 0.3 : -0.3;
          }
          return UnpairedReplicates.of(400, networks(6, random, one), networks(4, random, other))
              .bothErrors()
              .interval(0.95)
              .contains(0);
        });
  }

  @Test
  void refusesASingleNetwork() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> UnpairedReplicates.of(10, A, B.subList(0, 1)))
        .withMessage("Seeds that are not paired need two networks of each, not 3 and 1");
  }

  private static List<BitSet> networks(int count, Random random, double[] chances) {
    List<BitSet> networks = new ArrayList<>();
    for (int r = 0; r < count; r++) {
      BitSet right = new BitSet(chances.length);
      for (int i = 0; i < chances.length; i++) {
        right.set(i, random.nextDouble() < chances[i]);
      }
      networks.add(right);
    }
    return networks;
  }
}
