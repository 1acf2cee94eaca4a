package dev.trainyard.experiment.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.catalog.Datasets;
import dev.trainyard.catalog.Presets;
import dev.trainyard.dataset.BuiltInDatasets;
import dev.trainyard.engine.Checkpoint;
import dev.trainyard.experiment.spec.GridCell;
import dev.trainyard.network.Network;
import dev.trainyard.training.EpochMetrics;
import dev.trainyard.training.Metric;
import dev.trainyard.training.TrainingSpec;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.springframework.test.util.ReflectionTestUtils;

@NullUnmarked
class TimeLeftTest {
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
  private static final int EPOCHS = 4;
  private static final Checkpoint CHECKPOINT = new Checkpoint(1, new float[0], new float[0]);

  @Test
  void takesOffWhatTheEpochInFlightHasTakenAlready() {
    Trial trial = trial(1);
    trial.start(NOON);
    trial.epochCompleted(epoch(1), Metric.ACCURACY, NOON.plusSeconds(10));

    assertThat(secondsLeft(NOON.plusSeconds(14), trial)).isEqualTo(26);
  }

  @Test
  void takesOffWhatTheFirstEpochOfATrialHasTakenAlready() {
    Trial done = trial(1);
    done.start(NOON);
    done.epochCompleted(epoch(1), Metric.ACCURACY, NOON.plusSeconds(10));
    done.complete(null, NOON.plusSeconds(40));
    Trial begun = trial(2);
    begun.start(NOON.plusSeconds(40));

    assertThat(secondsLeft(NOON.plusSeconds(46), done, begun)).isEqualTo(34);
  }

  @Test
  void infersAnEpochFromTrialsWithTheSameWorkloadOrElseFromTheWork() {
    Trial measured = trial(1);
    measured.start(NOON);
    measured.epochCompleted(epoch(1), Metric.ACCURACY, NOON.plusSeconds(10));
    Trial alike = trial(2);
    Trial unlike = trial(3, 64);

    Pace pace =
        Pace.of(
                List.of(measured, alike, unlike),
                highlights(measured),
                trial -> trial.number() == unlike.number() ? 300 : 100)
            .orElseThrow();

    assertThat(pace.secondsPerEpoch(alike)).isEqualTo(10);
    assertThat(pace.secondsPerEpoch(unlike)).isEqualTo(30);
  }

  @Test
  void saysNothingBeforeTheFirstEpoch() {
    Trial begun = trial(1);
    begun.start(NOON);

    assertThat(secondsLeft(NOON.plusSeconds(5), begun)).isNull();
  }

  /** Five more epochs, shared by the two that run now. */
  @Test
  void countsWhatASearchWillQueueLater() {
    Trial one = trial(1);
    Trial other = trial(2);
    for (Trial trial : List.of(one, other)) {
      trial.start(NOON);
      trial.epochCompleted(epoch(1), Metric.ACCURACY, NOON.plusSeconds(10));
    }

    assertThat(secondsLeft(5, NOON.plusSeconds(10), one, other)).isEqualTo(30 + 25);
  }

  @Test
  void neverFallsBelowZero() {
    Trial trial = trial(1);
    trial.start(NOON);
    for (int epoch = 1; epoch <= EPOCHS; epoch++) {
      trial.epochCompleted(epoch(epoch), Metric.ACCURACY, NOON.plusSeconds(10L * epoch));
    }

    assertThat(secondsLeft(NOON.plusSeconds(45), trial)).isZero();
    assertThat(secondsLeft(3, NOON.plusSeconds(45), trial)).isEqualTo(30);
  }

  private static Double secondsLeft(Instant now, Trial... trials) {
    return secondsLeft(0, now, trials);
  }

  private static Double secondsLeft(long later, Instant now, Trial... trials) {
    return TimeLeft.seconds(
        List.of(trials), later, Pace.of(List.of(trials), highlights(trials), trial -> 1), now);
  }

  /** The first epoch of each that has one. */
  private static Highlights highlights(Trial... trials) {
    return Highlights.of(
        Stream.of(trials)
            .filter(trial -> trial.epochsCompleted() > 0)
            .map(trial -> new Epoch(trial.id(), new FinishedEpoch(epoch(1), 1, CHECKPOINT)))
            .toList());
  }

  private static Trial trial(long id) {
    return trial(id, 128);
  }

  private static Trial trial(long id, int batchSize) {
    TrainingSpec training = Presets.DEFAULT_TRAINING.withEpochs(EPOCHS);
    Network network =
        Datasets.fit(Presets.find("baseline").orElseThrow().network(), BuiltInDatasets.MNIST);
    GridCell cell = new GridCell(Map.of(), network, training.withBatchSize(batchSize));
    Trial trial = new Trial(1, (int) id, (int) id, cell, new Stored<>("{}", _ -> Map.of()));
    ReflectionTestUtils.setField(trial, "id", id);
    return trial;
  }

  private static EpochMetrics epoch(int number) {
    return new EpochMetrics(number, 1, 0.5, 1, 0.5, 0.1, 10);
  }
}
