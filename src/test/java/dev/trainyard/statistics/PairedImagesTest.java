package dev.trainyard.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** Two cells of three networks each on ten images; the Python works on x = A - B, d = x.mean(0). */
@NullUnmarked
class PairedImagesTest {
  static final List<BitSet> A = rows("1101101110", "1111001110", "1011101111");
  static final List<BitSet> B = rows("1001001110", "0001011110", "1000100111");

  private static final PairedImages PAIRED = PairedImages.of(10, A, B);

  @Test
  void countsGainsAndLossesByNetworkAndByImage() {
    assertThat(PAIRED.difference()).isCloseTo(7 / 30.0, within(1e-12));
    assertThat(PAIRED.differences()).containsExactly(0.2, 0.2, 0.3);
    assertThat(PAIRED.gained()).isCloseTo(8 / 3.0, within(1e-12));
    assertThat(PAIRED.lost()).isCloseTo(1 / 3.0, within(1e-12));
    assertThat(PAIRED.better()).isEqualTo(6);
    assertThat(PAIRED.worse()).isEqualTo(1);
  }

  @Test
  void takesTheErrorOfTheseNetworksFromTheImages() {
    Estimate these = PAIRED.ofTheseNetworks();

    // d.std(ddof=1) / np.sqrt(10), stats.ttest_1samp(d, 0).pvalue
    assertThat(these.standardError()).isCloseTo(0.09999999999999998, within(1e-9));
    assertThat(these.p()).isCloseTo(0.04450353730557642, within(1e-9));
  }

  @Test
  void takesOutOfTheErrorFromImagesWhatIsTheSeedsDoing() {
    // res = x - d - x.mean(1, keepdims=True) + x.mean(); ms = (res**2).sum() / (9 * 2)
    // np.sqrt((d.var(ddof=1) - ms / 3) / 10)
    assertThat(PAIRED.imageError()).isCloseTo(0.038490017945975064, within(1e-9));
  }

  @Test
  void isMcNemarsInItsNormalFormForASingleNetworkEach() {
    PairedImages single = PairedImages.of(10, A.subList(0, 1), B.subList(0, 1));

    assertThat(single.imageError()).isEqualTo(single.ofTheseNetworks().standardError());
    assertThat(single.gained()).isEqualTo(2);
    // np.array([0, 1, 0, 0, 1, 0, 0, 0, 0, 0]).std(ddof=1) / np.sqrt(10)
    assertThat(single.imageError()).isCloseTo(Math.sqrt(1.6 / 9 / 10), within(1e-9));
  }

  @Test
  void hasNoErrorWhereAllNetworksAgree() {
    PairedImages same = PairedImages.of(10, A, A);

    assertThat(same.difference()).isZero();
    assertThat(same.imageError()).isZero();
    assertThat(same.ofTheseNetworks().p()).isEqualTo(1);
  }

  @Test
  void refusesNetworksWithoutAPartnerAndImagesThatAreNotThere() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PairedImages.of(10, A, B.subList(0, 2)))
        .withMessage("Replicates come in pairs, not 3 and 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PairedImages.of(10, List.of(), List.of()));
    assertThatIllegalArgumentException().isThrownBy(() -> PairedImages.of(9, A, B));
    assertThatIllegalArgumentException().isThrownBy(() -> PairedImages.of(1, A, B));
  }

  static List<BitSet> rows(String... answers) {
    List<BitSet> rows = new ArrayList<>();
    for (String row : answers) {
      BitSet right = new BitSet();
      for (int i = 0; i < row.length(); i++) {
        right.set(i, row.charAt(i) == '1');
      }
      rows.add(right);
    }
    return rows;
  }
}
