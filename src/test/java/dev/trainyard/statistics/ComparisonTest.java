package dev.trainyard.statistics;

import static dev.trainyard.statistics.PairedImagesTest.A;
import static dev.trainyard.statistics.PairedImagesTest.B;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** Both questions of a comparison. */
@NullUnmarked
class ComparisonTest {
  private static final int IMAGES = 400;

  @Test
  void answersForOtherSeedsAndForOtherImages() {
    Comparison comparison = Comparison.of(PairedImages.of(10, A, B));

    // x.mean(1).std(ddof=1) / np.sqrt(3), stats.ttest_rel(A.mean(1), B.mean(1)).pvalue
    assertThat(comparison.seedError()).isCloseTo(0.033333333333333326, within(1e-9));
    assertThat(comparison.otherSeeds().p()).isCloseTo(0.019803941180393175, within(1e-9));
    // a, b = seed error ** 2, image error ** 2; i = d.var(ddof=1) / 10; m = ms / 30
    // (PairedImagesTest)
    // se = np.sqrt(a + b); nu = (a + b)**2 / (a * a / 2 + i * i / 9 + m * m / 18); 2 *
    // stats.t.sf(d.mean() / se, nu)
    // d.mean() -+ se * stats.t.ppf(0.975, nu)
    Estimate images = comparison.bothErrors();
    assertThat(images.standardError()).isCloseTo(0.05091750772173156, within(1e-9));
    assertThat(images.degrees()).isCloseTo(7.80530973451328, within(1e-9));
    assertThat(images.p()).isCloseTo(0.0019143253822459505, within(1e-9));
    assertThat(images.interval(0.95).from()).isCloseTo(0.11540560400978482, within(1e-9));
    assertThat(images.interval(0.95).to()).isCloseTo(0.35126106265688184, within(1e-9));
  }

  @Test
  void takesTheVariationOfTheWholeTable() {
    Comparison pooled = new Comparison(PairedImages.of(10, A, B), new Variation(0.06, 10));

    assertThat(pooled.otherSeeds())
        .isEqualTo(new Estimate(pooled.difference(), 0.06 / Math.sqrt(3), 10));
  }

  /** Two seeds that gain one image each are not certain of the third. */
  @Test
  void isNoSurerOfSeedsThanWholeImagesAre() {
    BitSet right = new BitSet();
    right.set(0, 9000);
    BitSet more = (BitSet) right.clone();
    more.set(9000);

    Comparison comparison =
        Comparison.of(PairedImages.of(10_000, List.of(more, more), List.of(right, right)));

    assertThat(comparison.otherSeeds().standardError())
        .isCloseTo(Math.sqrt(1.0 / 12) / 10_000, within(1e-12));
    assertThat(comparison.otherSeeds().p()).isCloseTo(0.18, within(0.01));
  }

  @Test
  void saysNothingOfSeedsWithASingleReplicate() {
    Comparison single = Comparison.of(PairedImages.of(10, A.subList(0, 1), B.subList(0, 1)));

    assertThat(single.otherSeeds()).isNull();
    assertThat(single.seedError()).isNull();
    assertThat(single.otherImages().parts()).containsExactly(single.paired().ofTheseNetworks());
  }

  /** Both errors in quadrature have more degrees of freedom than seeds alone. */
  @Test
  void claimsOfOtherImagesNoMoreThanEachPartBearsOut() {
    Comparison comparison = Comparison.of(PairedImages.of(10, A, B));
    Claim whole = comparison.otherImages();

    Estimate networks = comparison.paired().ofTheseNetworks();
    assertThat(comparison.bothErrors().p()).isLessThan(comparison.otherSeeds().p());
    assertThat(comparison.otherSeeds().p()).isLessThan(networks.p());
    assertThat(whole.p()).isEqualTo(networks.p());
    assertThat(whole.margin(0.95)).isGreaterThanOrEqualTo(networks.margin(0.95));
    assertThat(whole.interval(1 - whole.p() - 1e-6).contains(0)).isFalse();
    assertThat(whole.interval(1 - whole.p() + 1e-6).contains(0)).isTrue();
  }

  @Test
  void turnsRound() {
    Comparison better = ofThreeSeeds(12);
    Comparison equal = ofThreeSeeds(0);
    Comparison worse = ofThreeSeeds(-12);

    assertThat(better.difference()).isEqualTo(0.0012);
    assertThat(better.otherSeeds().p()).isLessThan(0.05);
    assertThat(better.otherImages().interval(0.95).from()).isPositive();
    assertThat(equal.difference()).isZero();
    assertThat(equal.otherSeeds().p()).isEqualTo(1);
    assertThat(equal.otherImages().p()).isEqualTo(1);
    assertThat(worse.difference()).isEqualTo(-0.0012);
    assertThat(worse.otherSeeds().p()).isEqualTo(better.otherSeeds().p());
    assertThat(worse.otherImages().interval(0.95).to())
        .isEqualTo(-better.otherImages().interval(0.95).from());
    assertThat(worse.paired().lost()).isEqualTo(better.paired().gained());
  }

  @Test
  void findsNoDifferenceWhereThereIsNoneOnTheseImages() {
    double[] chances = chances(new Random(1));

    Simulation.isUniform(
        1000, random -> Comparison.of(pair(random, chances, chances)).otherSeeds().p());
  }

  @Test
  void findsNoDifferenceWhereThereIsNoneOverAllImages() {
    Simulation.happens(
        0.95, 1000, random -> overAllImages(random).bothErrors().interval(0.95).contains(0));
  }

  @Test
  void wouldFindDifferencesOnTheseImagesThatAreNoneOverAllImages() {
    int found = 0;
    Random random = new Random(1);
    for (int run = 0; run < 1000; run++) {
      found += overAllImages(random).otherSeeds().p() <= 0.05 ? 1 : 0;
    }
    assertThat(found).isGreaterThan(100);
  }

  /** Recipes that differ on each image by chance and not in the mean, on new images. */
  private static Comparison overAllImages(Random random) {
    double[] one = chances(random);
    double[] other = one.clone();
    for (int i = 0; i < IMAGES; i++) {
      other[i] = one[i] + (random.nextBoolean() ? 0.3 : -0.3);
    }
    return Comparison.of(pair(random, one, other));
  }

  /** For each image, how probable a right answer is. */
  private static double[] chances(Random random) {
    return random.doubles(IMAGES, 0.3, 0.7).toArray();
  }

  /** Six networks of each recipe. */
  private static PairedImages pair(Random random, double[] one, double[] other) {
    return PairedImages.of(IMAGES, networks(random, one), networks(random, other));
  }

  private static List<BitSet> networks(Random random, double[] chances) {
    List<BitSet> networks = new ArrayList<>();
    for (int r = 0; r < 6; r++) {
      BitSet right = new BitSet(chances.length);
      for (int i = 0; i < chances.length; i++) {
        right.set(i, random.nextDouble() < chances[i]);
      }
      networks.add(right);
    }
    return networks;
  }

  /** Of 10,000 images the one cell gets so many more right, give or take one from seed to seed. */
  private static Comparison ofThreeSeeds(int more) {
    List<BitSet> one = new ArrayList<>();
    List<BitSet> other = new ArrayList<>();
    for (int r = -1; r <= 1; r++) {
      BitSet few = new BitSet();
      few.set(0, 9800 + r);
      BitSet many = new BitSet();
      many.set(0, 9800 + r + Math.abs(more) + (more == 0 ? 0 : r));
      one.add(more >= 0 ? many : few);
      other.add(more >= 0 ? few : many);
    }
    return Comparison.of(PairedImages.of(10_000, one, other));
  }
}
