package dev.trainyard.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

@NullUnmarked
class HalvingTest {
  private static final Halving THIRDS = Halving.of(null, null);

  /** As in table 1 of Li et al. (2020): 9 cells for 1, 3 and 9 epochs. */
  @Test
  void keepsAThirdForThreeTimesAsLong() {
    assertThat(THIRDS.epochs(9, 9)).containsExactly(9, 3, 3, 1, 1, 1, 1, 1, 1);
    assertThat(THIRDS.allEpochs(9, 9, 1)).isEqualTo(21);
    assertThat(THIRDS.allEpochs(9, 9, 3)).isEqualTo(39);
  }

  @Test
  void endsWithTheTrainingWhereverItsLastRungIs() {
    assertThat(THIRDS.epochs(16, 20))
        .isEqualTo(
            List.of(
                    Collections.nCopies(1, 20),
                    Collections.nCopies(4, 3),
                    Collections.nCopies(11, 1))
                .stream()
                .flatMap(List::stream)
                .toList());
    assertThat(THIRDS.after(9, 20)).hasValue(20);
    assertThat(THIRDS.after(20, 20)).isEmpty();
    assertThat(new Halving(100, 1_000_000_000).after(1_000_000_000, 1_500_000_000))
        .hasValue(1_500_000_000);
  }

  @Test
  void alwaysKeepsOne() {
    assertThat(new Halving(4, 1).epochs(5, 64)).containsExactly(64, 1, 1, 1, 1);
  }
}
