package dev.trainyard.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** Which labels networks make suspicious. */
@NullUnmarked
class SuspiciousLabelsTest {
  private static final int[] LABELS = {0, 0, 1, 2, 2};

  private final TrialPredictions sure =
      SamplePredictions.of(LABELS, new int[] {0, 1, 2, 0, 1}, 0.9, 0.99, 0.95, 0.97, 0.99);
  private final TrialPredictions other =
      SamplePredictions.of(LABELS, new int[] {0, 1, 2, 1, 1}, 0.9, 0.97, 0.75, 0.97, 0.93);

  @Test
  void areThoseThatAllNetworksAreSureToSeeOtherwise() {
    SuspiciousLabels found = SuspiciousLabels.of("pets", List.of(sure, other), 0.9);

    assertThat(found.networks()).isEqualTo(2);
    assertThat(found.images()).isEqualTo(5);
    assertThat(found.suspicious()).isEqualTo(2);
    assertThat(found.items()).extracting(SuspiciousLabels.Item::image).containsExactly(1, 4);
    SuspiciousLabels.Item first = found.items().getFirst();
    assertThat(first.label()).isEqualTo("cat");
    assertThat(first.suspected()).isEqualTo("dog");
    assertThat(first.confidence()).isCloseTo(0.98, within(1e-4));
  }

  @Test
  void areFewerTheSurerTheNetworksMustBe() {
    assertThat(SuspiciousLabels.of("pets", List.of(sure, other), 0.8).suspicious()).isEqualTo(3);
    assertThat(SuspiciousLabels.of("pets", List.of(sure, other), 0.97).suspicious()).isEqualTo(1);
    assertThat(SuspiciousLabels.of("pets", List.of(sure), 0.9).suspicious()).isEqualTo(4);
  }

  @Test
  void areNoneBeforeANetworkIsTrained() {
    assertThat(SuspiciousLabels.of("pets", List.of(), 0.9).items()).isEmpty();
  }
}
