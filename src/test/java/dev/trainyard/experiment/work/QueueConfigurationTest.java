package dev.trainyard.experiment.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;

import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.Task;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

@NullUnmarked
class QueueConfigurationTest {
  private final Task<Void> task =
      new QueueConfiguration().trialTask(mock(), mock(), Clock.systemUTC());

  @Test
  void putsATrialBackByAThreadThatIsNotInterruptedSinceH2CannotBeWrittenToByOne() {
    List<Boolean> interrupted = new ArrayList<>();
    ExecutionOperations<Void> operations = mock();
    doAnswer(call -> interrupted.add(Thread.currentThread().isInterrupted()))
        .when(operations)
        .reschedule(any(), any());
    Execution execution = new Execution(Instant.EPOCH, task.instance("1/1/1"));

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
