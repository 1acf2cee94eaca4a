package dev.trainyard.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.training.EpochMetrics;
import dev.trainyard.training.Metric;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.test.util.ReflectionTestUtils;

class TimeLeftTest {
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
  private static final int EPOCHS = 4;

  @Test
  void takesOffWhatTheEpochInFlightHasTakenAlready() {
    Trial trial = trial(1);
    trial.start(NOON);
    trial.epochCompleted(epoch(1), Metric.ACCURACY, NOON.plusSeconds(10));

    assertThat(TimeLeft.seconds(List.of(trial), Map.of(1L, List.of(10.0)), NOON.plusSeconds(14)))
        .isEqualTo(26);
  }

  @Test
  void takesOffWhatTheFirstEpochOfATrialHasTakenAlready() {
    Trial done = trial(1);
    done.start(NOON);
    done.complete(null, NOON.plusSeconds(40));
    Trial begun = trial(2);
    begun.start(NOON.plusSeconds(40));

    assertThat(
            TimeLeft.seconds(List.of(done, begun), Map.of(1L, List.of(10.0)), NOON.plusSeconds(46)))
        .isEqualTo(34);
  }

  private static Trial trial(long id) {
    Trial trial = new Trial(1, new TrialDraft((int) id, (int) id, id, "{}", EPOCHS, "any"));
    ReflectionTestUtils.setField(trial, "id", id);
    return trial;
  }

  private static EpochMetrics epoch(int number) {
    return new EpochMetrics(number, 1, 0.5, 1, 0.5, 0.1, 10);
  }
}
