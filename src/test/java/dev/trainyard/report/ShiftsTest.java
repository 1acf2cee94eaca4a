package dev.trainyard.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.outcome.Spread;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

@NullUnmarked
class ShiftsTest {
  private static final Spread WHOLE = Spread.of(List.of(0.98, 0.981, 0.979));
  private static final Spread HALF = Spread.of(List.of(0.50, 0.51, 0.49));
  private static final Spread MORE = Spread.of(List.of(0.70, 0.71, 0.69));

  @Test
  void saysWhichNetworkIsShownToBeMoreRobust() {
    Shifts shifts = shifts(HALF, MORE, WHOLE);

    assertThat(shifts.comparisons()).isEqualTo(3);
    assertThat(shifts.convolutionalWins()).isEqualTo(1);
    assertThat(shifts.denseWins()).isZero();
    assertThat(shifts.training(1)).isEqualTo(1);
    assertThat(shifts.trainingBeatsConvolution(1)).isEqualTo(-1);
    assertThat(shifts.boundOfShownP()).isEqualTo(0.001);
  }

  @Test
  void readsTheOppositeWhereTheyAreTurnedRound() {
    Shifts shifts = shifts(WHOLE, MORE, HALF);

    assertThat(shifts.convolutionalWins()).isZero();
    assertThat(shifts.denseWins()).isEqualTo(1);
    assertThat(shifts.training(1)).isEqualTo(-1);
    assertThat(shifts.trainingBeatsConvolution(1)).isEqualTo(1);
  }

  /**
   * One point between accuracies of a half is two of their errors on 10,000 images at the worst.
   */
  @Test
  void showsNothingThatTheImagesCouldMake() {
    Spread little = Spread.of(List.of(0.51, 0.52, 0.50));
    Shifts shifts = shifts(HALF, HALF, little);

    assertThat(shifts.convolutionalWins()).isZero();
    assertThat(shifts.training(1)).isZero();
    assertThat(shifts.boundOfShownP()).isEqualTo(1);
  }

  /**
   * By hand: differences of replicates are all 0.02, so the error is that of images: √(0.5 · 0.5 /
   * 10,000) + √(0.52 · 0.48 / 10,000) = 0.009996, z = 2.0008, p = 0.0454 (scipy:
   * 2*stats.t.sf(0.02/(0.005+np.sqrt(.52*.48/1e4)), 9999)); three such hypotheses by Holm, of which
   * two are equal.
   */
  @Test
  void takesTheLargestErrorThatImagesCanMake() {
    Spread two = Spread.of(List.of(0.52, 0.53, 0.51));
    Shifts shifts = shifts(HALF, two, two);

    assertThat(shifts.convolutionalWins()).isZero();
    Shifts more = shifts(HALF, two, WHOLE);
    assertThat(more.training(1)).isEqualTo(1);
    assertThat(more.boundOfShownP()).isEqualTo(0.046);
  }

  private static Shifts shifts(Spread dense, Spread shifted, Spread convolutional) {
    return new Shifts(
        10_000, 8, List.of(WHOLE, dense), List.of(WHOLE, shifted), List.of(WHOLE, convolutional));
  }
}
