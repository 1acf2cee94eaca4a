package dev.trainyard.experiment.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.assertArg;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import com.github.kagkarlsson.scheduler.SchedulerState;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import dev.trainyard.experiment.ledger.TrialQueue;
import dev.trainyard.experiment.ledger.TrialTask;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;
import org.springframework.core.task.TaskRejectedException;
import org.springframework.scheduling.TaskScheduler;

@NullUnmarked
class QueueConfigurationTest {
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

  private final TrialRunner runner = mock();
  private final TrialQueue queue = mock();
  private final TaskScheduler timer = mock();
  private final ExecutionOperations<Void> operations = mock();
  private final Task<Void> task =
      new QueueConfiguration()
          .trialTask(runner, mock(), queue, timer, Clock.fixed(NOON, ZoneOffset.UTC));

  private final TaskInstance<Void> instance = task.instance("1/2/3");
  private final Execution execution = new Execution(NOON.minusSeconds(60), instance);

  /** Whoever waits for a card comes before what was queued later. */
  @Test
  void givesATrialItsPlaceAgainAfterAPause() {
    waitForOthers();

    verify(operations)
        .reschedule(any(), assertArg(due -> assertThat(due).isAfter(NOON.plusSeconds(10))));
    ArgumentCaptor<Runnable> end = ArgumentCaptor.captor();
    verify(timer).schedule(end.capture(), eq(NOON.plusSeconds(10)));
    verifyNoInteractions(queue);
    end.getValue().run();
    verify(queue).putBack(TrialTask.parse("1/2/3"), execution.executionTime);
  }

  @Test
  void letsATrialWaitThoughThisProcessEndsMeanwhile() {
    when(timer.schedule(any(), any(Instant.class))).thenThrow(TaskRejectedException.class);

    waitForOthers();

    verify(operations).reschedule(any(), any());
  }

  private void waitForOthers() {
    when(timer.getClock()).thenReturn(Clock.fixed(NOON, ZoneOffset.UTC));
    when(runner.run(any(), any())).thenReturn(TrialRunner.Outcome.WAITS_FOR_OTHERS);
    ExecutionContext context =
        new ExecutionContext(new SchedulerState.SettableSchedulerState(), execution, null, null);
    CompletionHandler<Void> handler = task.execute(instance, context);
    handler.complete(ExecutionComplete.success(execution, NOON, NOON), operations);
  }

  @Test
  void putsATrialBackByAThreadThatIsNotInterruptedSinceH2CannotBeWrittenToByOne() {
    List<Boolean> interrupted = new ArrayList<>();
    doAnswer(call -> interrupted.add(Thread.currentThread().isInterrupted()))
        .when(operations)
        .reschedule(any(), any());

    Thread.currentThread().interrupt();
    task.getFailureHandler()
        .onFailure(
            ExecutionComplete.failure(
                execution, Instant.EPOCH, Instant.EPOCH, new IllegalStateException()),
            operations);

    interrupted.add(Thread.interrupted());
    assertThat(interrupted).containsExactly(false, false);
  }
}
