package dev.trainyard.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trainyard.outcome.Curves.TrialCurve;
import dev.trainyard.outcome.Sweep.SweepCell;
import dev.trainyard.refusal.Refusal;
import dev.trainyard.training.EpochMetrics;
import dev.trainyard.training.Metric;
import dev.trainyard.training.Validation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a halving has stopped early may be behind for that alone. */
class PrunedCellsTest {
  private static final int WHOLE = 9;

  private final List<TrialCurve> trials = new ArrayList<>();

  @Test
  void areNotComparedWithThoseThatWentOn() {
    add(0.1, 1, 0.90);
    add(0.2, 3, 0.99);
    add(0.3, 9, 0.96, 0.97, 0.98);
    add(0.4, 9, 0.95, 0.95, 0.96);

    List<SweepCell> cells = sweep().cells();

    assertThat(cells).extracting(SweepCell::epochs).containsExactly(1, 3, 9, 9);
    assertThat(cells).extracting(SweepCell::pruned).containsExactly(true, true, false, false);
    for (SweepCell cell : cells.subList(0, 3)) {
      assertThat(cell.finalGap()).isNull();
      assertThat(cell.bestGap()).isNull();
    }
    assertThat(cells.getLast().finalGap()).isNotNull();
    assertThat(cells.getLast().bestGap()).isNotNull();
    assertThat(curves().leader(Metric.ACCURACY, Cell::last).orElseThrow().value()).isEqualTo(0.3);
  }

  @Test
  void leadNothingWhileThoseThatWentOnHaveNotEnded() {
    add(0.1, 1, 0.90);
    add(0.2, 1, 0.92);

    assertThat(sweep().cells()).allMatch(cell -> cell.finalGap() == null);
    assertThat(curves().leader(Metric.ACCURACY, Cell::last)).isEmpty();
  }

  /** Epochs that differ because they are swept, or because a trial stopped early, are a result. */
  @Test
  void areNotThoseThatHaveFewerEpochsForAnotherReason() {
    trials.add(trial(0.1, 1, 5, 0.90, false));
    trials.add(trial(0.2, 1, 9, 0.92, false));

    assertThat(sweep().cells().getFirst().finalGap()).isNotNull();
  }

  @Test
  void haveNoEffects() {
    add(0.1, 1, 0.90);
    add(0.2, 9, 0.92);

    assertThatThrownBy(() -> MainEffects.of(curves(), Metric.ACCURACY, Figure.FINAL))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("experiment 1 has cells that its halving has stopped early")
        .hasMessageContaining("/experiments/1/sweep.png");
  }

  private void add(double rate, int epochs, double... accuracies) {
    for (int i = 0; i < accuracies.length; i++) {
      trials.add(trial(rate, i + 1, epochs, accuracies[i], epochs < WHOLE));
    }
  }

  private TrialCurve trial(
      double rate, int replicate, int epochs, double accuracy, boolean pruned) {
    EpochMetrics[] metrics = new EpochMetrics[epochs];
    Arrays.setAll(metrics, i -> new EpochMetrics(i + 1, 1, 0.5, 1, accuracy, 0.1, 1));
    return new TrialCurve(
        trials.size() + 1,
        replicate,
        replicate,
        Map.of("rate", rate),
        Status.COMPLETED,
        pruned,
        new ValidationImages(Validation.Source.TEST, 10_000),
        null,
        List.of(metrics));
  }

  private Curves curves() {
    return new Curves(1, trials);
  }

  private Sweep sweep() {
    return Sweep.of(curves(), Metric.ACCURACY, null);
  }
}
