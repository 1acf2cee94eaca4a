package dev.trainyard.experiment.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.catalog.Datasets;
import dev.trainyard.catalog.Presets;
import dev.trainyard.dataset.Mnist;
import dev.trainyard.experiment.spec.GridCell;
import dev.trainyard.training.EpochMetrics;
import dev.trainyard.training.Metric;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

@NullUnmarked
class TrialTest {
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

  private final Trial trial =
      new Trial(
          1,
          1,
          1,
          new GridCell(
              Map.of(),
              Datasets.fit(Presets.find("baseline").orElseThrow().network(), Mnist.FACTS),
              Presets.DEFAULT_TRAINING),
          new Stored<>("{}", _ -> Map.of()));

  @Test
  void isHopelessAfterThreeDeathsWithoutAnEpochAndNotBefore() {
    die();
    die();
    assertThat(trial.isHopeless()).isFalse();

    die();
    assertThat(trial.isHopeless()).isTrue();
  }

  @Test
  void isGivenThreeFurtherAttemptsByAnEpochThatEnds() {
    die();
    die();
    trial.start(NOON);
    trial.epochCompleted(
        new EpochMetrics(1, 1, 0.5, 1, 0.5, 0.1, 10), Metric.ACCURACY, NOON.plusSeconds(10));
    trial.abandon();
    die();
    die();
    assertThat(trial.isHopeless()).isFalse();

    die();
    assertThat(trial.isHopeless()).isTrue();
  }

  @Test
  void holdsNothingAgainstAnAttemptThatIsGivenBack() {
    for (int attempt = 1; attempt <= Trial.MOST_FRUITLESS_ATTEMPTS; attempt++) {
      trial.start(NOON);
      trial.giveBack();
    }

    assertThat(trial.isHopeless()).isFalse();
  }

  private void die() {
    trial.start(NOON);
    trial.abandon();
  }
}
