package dev.trainyard.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.trainyard.statistics.Calibration.Bin;
import java.util.BitSet;
import java.util.Random;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** Whether a network is right as often as it says. */
@NullUnmarked
class CalibrationTest {
  private static final double[] CONFIDENCES = {0.95, 0.6, 0.61, 0.99, 0.3, 0.8, 1.0, 0.45};

  /** 1, 0, 1, 1, 0, 1, 1, 1. */
  private static final BitSet RIGHT = BitSet.valueOf(new long[] {0b11101101});

  @Test
  void weighsTheBinsByTheirImages() {
    Calibration calibration = Calibration.of(CONFIDENCES, RIGHT, 5);

    // idx = np.maximum(0, np.ceil(conf * 5).astype(int) - 1); sum over bins b of
    // (idx == b).sum() / 8 * abs(right[idx == b].mean() - conf[idx == b].mean())
    assertThat(calibration.expectedError()).isCloseTo(0.125, within(1e-9));
    assertThat(calibration.bins()).extracting(Bin::count).containsExactly(1, 2, 2, 3);
    Bin second = calibration.bins().get(1);
    assertThat(second.from()).isEqualTo(0.4);
    assertThat(second.to()).isEqualTo(0.6);
    assertThat(second.confidence()).isCloseTo(0.525, within(1e-12));
    assertThat(second.accuracy()).isEqualTo(0.5);
  }

  @Test
  void hasNextToNoErrorWhereRightAnswersAreAsFrequentAsStated() {
    Random random = new Random(1);
    double[] confidences = random.doubles(100_000).toArray();
    BitSet right = new BitSet();
    BitSet never = new BitSet();
    for (int i = 0; i < confidences.length; i++) {
      right.set(i, random.nextDouble() < confidences[i]);
    }

    // Ten bins of 10,000 images: a bin's accuracy deviates by at most 0.005 (p = 1/2), 4 of them.
    assertThat(Calibration.of(confidences, right, 10).expectedError()).isLessThan(0.02);
    assertThat(Calibration.of(confidences, never, 10).expectedError()).isCloseTo(0.5, within(0.01));
  }

  @Test
  void puts0AndEachUpperEndIntoABin() {
    Calibration calibration = Calibration.of(new double[] {0, 0.5, 1}, new BitSet(), 2);

    assertThat(calibration.bins()).extracting(Bin::count).containsExactly(2, 1);
  }

  @Test
  void refusesWhatIsNoProbability() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Calibration.of(new double[] {1.5}, new BitSet(), 5));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Calibration.of(new double[] {0.5}, RIGHT, 5));
    assertThatIllegalArgumentException().isThrownBy(() -> Calibration.of(CONFIDENCES, RIGHT, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Calibration.of(new double[0], new BitSet(), 5));
  }
}
