package dev.trainyard.experiment.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.contains;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.trainyard.catalog.Presets;
import dev.trainyard.database.DatabaseWatch;
import dev.trainyard.dataset.BuiltInDatasets;
import dev.trainyard.dataset.DatasetStore;
import dev.trainyard.dataset.DatasetUnavailable;
import dev.trainyard.engine.Checkpoint;
import dev.trainyard.engine.Cores;
import dev.trainyard.engine.EngineUnavailable;
import dev.trainyard.engine.Engines;
import dev.trainyard.engine.MemoryUsedUp;
import dev.trainyard.engine.ReferenceEngine;
import dev.trainyard.experiment.Deaths;
import dev.trainyard.experiment.TrialSpec;
import dev.trainyard.experiment.UnknownExperiment;
import dev.trainyard.experiment.ledger.Checkpoints;
import dev.trainyard.experiment.ledger.ClaimedTrial;
import dev.trainyard.experiment.ledger.TrialLedger;
import dev.trainyard.experiment.ledger.TrialTask;
import dev.trainyard.training.EpochMetrics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What becomes of a trial that cannot be trained or scored. */
@ExtendWith(OutputCaptureExtension.class)
@NullUnmarked
class TrialRunnerTest {
  private static final TrialTask TASK = TrialTask.parse("1/1/1");

  /** All that a trial has to train. */
  private static final List<EpochMetrics> EPOCHS =
      Collections.nCopies(
          Presets.DEFAULT_TRAINING.epochs(), new EpochMetrics(1, 1, 0.5, 1, 0.5, 0.1, 1));

  @TempDir Path temp;

  private final TrialLedger ledger = mock();
  private final Workbench workbench = mock();
  private final TrialScorer scorer = mock();
  private final DatabaseWatch database = mock();
  private final Checkpoints checkpoints = mock();
  private final ClaimedTrial trial = trial(null);
  private final Neighbours neighbours = new Neighbours();
  private final TrialRunner runner =
      new TrialRunner(ledger, checkpoints, workbench, scorer, database, neighbours);

  @BeforeEach
  void failToScore() throws InterruptedException {
    when(ledger.start(eq(TASK), any(), any())).thenReturn(Optional.of(trial));
    when(ledger.epochs(trial)).thenReturn(EPOCHS);
    when(scorer.score(trial)).thenThrow(new UnknownExperiment(1));
    when(checkpoints.find(1))
        .thenReturn(Optional.of(new Checkpoint(10, new float[1], new float[1])));
    when(database.isUsable()).thenReturn(true);
  }

  @Test
  void waitsForADatasetThatCannotBeHad() throws InterruptedException {
    DatasetUnavailable missing =
        assertThrows(
            DatasetUnavailable.class,
            () -> new DatasetStore(temp, List.of()).get(BuiltInDatasets.MNIST));
    when(ledger.epochs(trial)).thenReturn(List.of());
    when(workbench.prepare(trial)).thenThrow(missing);

    assertThat(runner.run(TASK, () -> false)).isEqualTo(TrialRunner.Outcome.WAITS);

    verify(ledger).await(trial, "the dataset mnist could not be fetched: no source is known");
    verify(ledger, never()).fail(any(), any());
  }

  @Test
  void waitsForAMachineWithTheEngineThatIsAskedFor() throws InterruptedException {
    ReferenceEngine reference = mock();
    when(reference.name()).thenReturn("dl4j");
    Engines engines = new Engines(List.of(reference));
    EngineUnavailable missing =
        assertThrows(
            EngineUnavailable.class, () -> engines.get("cuda", mock(), trial.spec().training()));
    when(ledger.epochs(trial)).thenReturn(List.of());
    when(workbench.prepare(trial)).thenThrow(missing);

    assertThat(runner.run(TASK, () -> false)).isEqualTo(TrialRunner.Outcome.WAITS);

    verify(ledger).await(trial, "the engine cuda is not there");
    verify(ledger, never()).fail(any(), any());
  }

  @Test
  void doesNotBlameATrialForAMemoryThatItSharedWithAnother() throws InterruptedException {
    doAnswer(
            call -> {
              neighbours.enter().close();
              throw new OutOfMemoryError("Java heap space");
            })
        .when(scorer)
        .score(trial);

    assertThat(runner.run(TASK, () -> false)).isEqualTo(TrialRunner.Outcome.GIVEN_BACK);

    verify(ledger).starved(trial);
    verify(ledger, never()).fail(any(), any());
  }

  @Test
  void waitsForTheHeapOfTheServiceThatOthersHaveWhereItIsTrainedApart()
      throws InterruptedException {
    ClaimedTrial apart = claim(trial("its process died twice"));
    doAnswer(
            call -> {
              neighbours.enter().close();
              throw new OutOfMemoryError("Java heap space");
            })
        .when(scorer)
        .score(apart);

    assertThat(runner.run(TASK, () -> false)).isEqualTo(TrialRunner.Outcome.WAITS_FOR_OTHERS);

    verify(ledger).await(eq(apart), contains("the heap of the service has too little memory"));
    verify(ledger, never()).fail(any(), any());
  }

  @Test
  void scoresNoTrialAgainOfWhoseScoringTheServiceHasDiedThreeTimes() throws InterruptedException {
    ClaimedTrial suspect = claim(trial("its process died twice", Deaths.UNTIL_HOPELESS - 1));
    runner.run(TASK, () -> false);
    verify(scorer).score(suspect);

    ClaimedTrial hopeless = claim(trial("its process died 3 times", Deaths.UNTIL_HOPELESS));
    assertThat(runner.run(TASK, () -> false)).isEqualTo(TrialRunner.Outcome.DONE);

    verify(scorer, never()).score(hopeless);
    verify(ledger).fail(hopeless, "its process died 3 times while the trained network was scored");
  }

  @Test
  void blamesATrialThatWasAloneForTheMemoryThatIsUsedUp() throws InterruptedException {
    neighbours.enter().close();
    doThrow(new OutOfMemoryError("Java heap space")).when(scorer).score(trial);

    assertThat(runner.run(TASK, () -> false)).isEqualTo(TrialRunner.Outcome.DONE);

    verify(ledger).fail(eq(trial), contains("it ran out of memory"));
    verify(ledger, never()).starved(any());
  }

  /** A process of its own is no card of its own. */
  @ParameterizedTest
  @NullSource
  @ValueSource(strings = "its process died twice")
  void waitsForTheMemoryOfACardThatOthersHave(String isolation) throws InterruptedException {
    ClaimedTrial large = trial(isolation);
    when(ledger.start(eq(TASK), any(), any())).thenReturn(Optional.of(large));
    when(ledger.epochs(large)).thenReturn(List.of());
    when(workbench.prepare(large))
        .thenAnswer(
            call -> {
              neighbours.enter().close();
              throw MemoryUsedUp.onCard("out of memory on the card");
            });

    assertThat(runner.run(TASK, () -> false)).isEqualTo(TrialRunner.Outcome.WAITS_FOR_OTHERS);

    verify(ledger).await(eq(large), contains("the card has too little memory left"));
    verify(ledger, never()).fail(any(), any());
    verify(ledger, never()).starved(any());
  }

  @Test
  void blamesATrialThatWasAloneForTheMemoryOfTheCard() throws InterruptedException {
    ClaimedTrial isolated = trial("its process died twice");
    when(ledger.start(eq(TASK), any(), any())).thenReturn(Optional.of(isolated));
    when(ledger.epochs(isolated)).thenReturn(List.of());
    when(workbench.prepare(isolated)).thenThrow(MemoryUsedUp.onCard("out of memory on the card"));

    assertThat(runner.run(TASK, () -> false)).isEqualTo(TrialRunner.Outcome.DONE);

    verify(ledger).fail(isolated, "out of memory on the card");
  }

  @Test
  void givesATrialBackByAThreadThatIsNotInterruptedSinceH2CannotBeWrittenToByOne()
      throws InterruptedException {
    List<Boolean> interrupted = new ArrayList<>();
    doAnswer(call -> interrupted.add(Thread.currentThread().isInterrupted()))
        .when(ledger)
        .giveBack(trial);
    doThrow(InterruptedException.class).when(scorer).score(trial);
    assertThat(runner.run(TASK, () -> false)).isEqualTo(TrialRunner.Outcome.GIVEN_BACK);
    interrupted.add(Thread.interrupted());

    when(ledger.epochs(trial)).thenReturn(List.of());
    when(workbench.prepare(trial))
        .thenReturn(
            new Workbench.Setup(
                (from, listener) -> {
                  Thread.currentThread().interrupt();
                  return false;
                },
                null,
                new Cores().take()));
    assertThat(runner.run(TASK, () -> true)).isEqualTo(TrialRunner.Outcome.GIVEN_BACK);
    interrupted.add(Thread.interrupted());

    assertThat(interrupted).containsExactly(false, false, false, false);
  }

  @Test
  void leavesNoTraceInTheLogIfItsExperimentWasDeletedMeanwhile(CapturedOutput output) {
    assertThat(runner.run(TASK, () -> false)).isEqualTo(TrialRunner.Outcome.DONE);

    verify(ledger).fail(trial, "there is no experiment 1");
    assertThat(output).doesNotContain("broke", "UnknownExperiment");
  }

  /** Of a trial that has all its epochs. */
  private ClaimedTrial claim(ClaimedTrial other) {
    when(ledger.start(eq(TASK), any(), any())).thenReturn(Optional.of(other));
    when(ledger.epochs(other)).thenReturn(EPOCHS);
    return other;
  }

  private static ClaimedTrial trial(String isolation) {
    return trial(isolation, 0);
  }

  private static ClaimedTrial trial(String isolation, int deathsOfService) {
    return new ClaimedTrial(
        1,
        1,
        1,
        1,
        10,
        10,
        null,
        isolation,
        new Deaths(deathsOfService, 0, false, 11),
        new TrialSpec(
            "mnist", Presets.find("baseline").orElseThrow().network(), Presets.DEFAULT_TRAINING));
  }
}
