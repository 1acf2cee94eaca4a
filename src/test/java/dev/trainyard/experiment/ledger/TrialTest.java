package dev.trainyard.experiment.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.catalog.Datasets;
import dev.trainyard.catalog.Presets;
import dev.trainyard.dataset.BuiltInDatasets;
import dev.trainyard.experiment.Deaths;
import dev.trainyard.experiment.spec.GridCell;
import dev.trainyard.outcome.Status;
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
              Datasets.fit(Presets.find("baseline").orElseThrow().network(), BuiltInDatasets.MNIST),
              Presets.DEFAULT_TRAINING),
          new Stored<>("{}", _ -> Map.of()));

  @Test
  void isSuspectAfterTwoDeathsWithoutAnEpochAndNotBefore() {
    die();
    assertThat(trial.deaths().suspicion()).isNull();

    die();
    assertThat(trial.deaths().suspicion())
        .isEqualTo("its process died twice before epoch 1 was finished");
  }

  @Test
  void neverFailsForDeathsOfTheServiceAndSaysWhatIsWrong() {
    for (int death = 1; death <= 50; death++) {
      die();
    }

    assertThat(trial.status()).isEqualTo(Status.QUEUED);
    assertThat(trial.deaths().note())
        .isEqualTo(
            "its process died 50 times before epoch 1 was finished; it goes on in a process of its own; an epoch that is longer than the service lives never ends");
  }

  @Test
  void failsAfterThreeDeathsOfItsOwnProcessesWithTheReasonOfTheLast() {
    dieAlone();
    die();
    dieAlone();
    assertThat(trial.status()).isEqualTo(Status.QUEUED);
    assertThat(trial.deaths().note())
        .isEqualTo(
            "its own process died twice before epoch 1 was finished; it goes on in a process of its own");

    dieAlone();
    assertThat(trial.status()).isEqualTo(Status.FAILED);
    assertThat(trial.reason())
        .isEqualTo(
            "its own process died 3 times before epoch 1 was finished, the last time by SIGSEGV");
  }

  @Test
  void isClearedByAnEpochThatEnds() {
    die();
    die();
    dieAlone();
    dieAlone();
    trial.start(NOON);
    trial.epochCompleted(
        new EpochMetrics(1, 1, 0.5, 1, 0.5, 0.1, 10), Metric.ACCURACY, NOON.plusSeconds(10));
    assertThat(trial.deaths()).isEqualTo(new Deaths(0, 0, false, 2));

    trial.ownProcessDied("by SIGSEGV", NOON);
    assertThat(trial.deaths().isSuspect()).as("it was alone").isTrue();
  }

  @Test
  void isApartAfterItRanOutOfASharedMemoryUntilAnEpochEnds() {
    trial.start(NOON);
    trial.starve();
    assertThat(trial.status()).isEqualTo(Status.QUEUED);
    assertThat(trial.deaths().note())
        .isEqualTo(
            "it ran out of memory beside other trials before epoch 1 was finished; it goes on in a process of its own");

    trial.start(NOON);
    trial.epochCompleted(
        new EpochMetrics(1, 1, 0.5, 1, 0.5, 0.1, 10), Metric.ACCURACY, NOON.plusSeconds(10));
    assertThat(trial.deaths().isSuspect()).isFalse();
  }

  @Test
  void isTriedAsOftenAgainWhenItIsResumed() {
    for (int death = 1; death <= Deaths.UNTIL_HOPELESS; death++) {
      dieAlone();
    }
    trial.resubmit(3);

    assertThat(trial.deaths()).isEqualTo(new Deaths(0, 0, false, 1));
  }

  @Test
  void holdsNothingAgainstAnAttemptThatIsGivenBack() {
    for (int attempt = 1; attempt <= Deaths.UNTIL_SUSPECT; attempt++) {
      trial.start(NOON);
      trial.giveBack();
    }

    assertThat(trial.deaths().isSuspect()).isFalse();
  }

  private void die() {
    trial.start(NOON);
    trial.abandon();
  }

  private void dieAlone() {
    trial.start(NOON);
    trial.ownProcessDied("by SIGSEGV", NOON);
  }
}
