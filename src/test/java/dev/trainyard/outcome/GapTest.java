package dev.trainyard.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trainyard.outcome.Curves.TrialCurve;
import dev.trainyard.outcome.Sweep.SweepCell;
import dev.trainyard.training.EpochMetrics;
import dev.trainyard.training.Metric;
import dev.trainyard.training.Validation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** Whether two cells of a sweep can be told apart. */
@NullUnmarked
class GapTest {
  private static final int IMAGES = 10_000;

  @Test
  void takesReplicatesPairByPairAndAddsTheBinomialError() {
    List<SweepCell> cells =
        cells(Metric.ACCURACY, List.of(0.97, 0.972, 0.974), List.of(0.98, 0.983, 0.983));
    Gap gap = cells.getFirst().finalGap();

    // Differences -0.010, -0.011, -0.009: a standard deviation of 0.001 over the root of 3.
    double seeds = 0.001 / Math.sqrt(3);
    double images = Math.sqrt((0.972 * 0.028 + 0.982 * 0.018) / IMAGES);
    assertThat(gap.difference()).isCloseTo(-0.01, within(1e-12));
    assertThat(gap.standardError()).isCloseTo(Math.hypot(seeds, images), within(1e-9));
    assertThat(gap.margin()).isCloseTo(Math.hypot(4.30265273 * seeds, 1.96 * images), within(1e-9));
    assertThat(gap.toldApart()).isTrue();
    assertThat(cells.getLast().finalGap()).isNull();
  }

  @Test
  void doesNotTellApartWhatTenThousandImagesCannot() {
    Gap gap =
        cells(Metric.ACCURACY, List.of(0.981, 0.981), List.of(0.983, 0.983)).getFirst().bestGap();

    assertThat(gap.toldApart()).isFalse();
    assertThat(gap.margin()).isGreaterThan(0.0035);
  }

  @Test
  void restsOnTheImagesAloneWhereThereIsOneReplicate() {
    Gap gap = cells(Metric.ACCURACY, List.of(0.95), List.of(0.98)).getFirst().finalGap();

    assertThat(gap.margin()).isCloseTo(1.96 * gap.standardError(), within(1e-12));
    assertThat(gap.toldApart()).isTrue();
  }

  @Test
  void saysNothingOfALossWithoutReplicates() {
    Gap gap = cells(Metric.LOSS, List.of(0.5), List.of(0.1)).getLast().finalGap();

    assertThat(gap.difference()).isCloseTo(0.4, within(1e-12));
    assertThat(gap.standardError()).isNull();
    assertThat(gap.toldApart()).isFalse();
  }

  @Test
  void allowsForHowFewReplicatesThereAre() {
    Gap gap = cells(Metric.LOSS, List.of(0.5, 0.52), List.of(0.45, 0.46)).getLast().finalGap();

    assertThat(gap).isNotNull();
    assertThat(gap.margin()).isCloseTo(12.7062047 * gap.standardError(), within(1e-9));
    assertThat(gap.toldApart()).isFalse();
  }

  /** The cells of a sweep; figures are accuracies, or 1 minus losses. */
  private static List<SweepCell> cells(Metric metric, List<Double> one, List<Double> other) {
    List<TrialCurve> trials = new ArrayList<>();
    for (List<Double> cell : List.of(one, other)) {
      for (int i = 0; i < cell.size(); i++) {
        double value = cell.get(i);
        EpochMetrics epoch = new EpochMetrics(1, 1, 0.5, 1 - value, value, 0.1, 1);
        trials.add(
            new TrialCurve(
                trials.size() + 1,
                i + 1,
                i + 1,
                Map.of("training.l2", cell.equals(one) ? 0.1 : 0.2),
                Status.COMPLETED,
                false,
                new ValidationImages(Validation.Source.TEST, IMAGES),
                null,
                List.of(epoch)));
      }
    }
    return Sweep.of(new Curves(1, trials), metric, null).cells();
  }
}
