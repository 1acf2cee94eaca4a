package dev.trainyard.experiment.work;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import dev.trainyard.experiment.WorkSettings;
import dev.trainyard.experiment.ledger.TrialLedger;
import dev.trainyard.experiment.ledger.TrialQueue;
import dev.trainyard.experiment.ledger.TrialTask;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.slf4j.MDC;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.TaskRejectedException;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.scheduling.TaskScheduler;

/** The queue: db-scheduler on the service's own database. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WorkSettings.class)
class QueueConfiguration {
  /** Longer than a mini-batch takes, shorter than the 10 seconds in which a process must end. */
  private static final Duration LONGEST_MINI_BATCH = Duration.ofSeconds(6);

  /** Twice as long after each further fault in a row. */
  private static final Duration RETRY_AFTER_FAULT = Duration.ofMillis(500);

  private static final int MOST_RETRIES = 4;

  /**
   * How far the queue's clock runs ahead of the one by which trials are queued: what was queued
   * before a clock is set back, by an hour or by a time zone, is due all the same.
   */
  private static final Duration AHEAD = Duration.ofDays(1);

  /** How soon a trial is tried again whose dataset could not be had. */
  private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);

  /** As long as short trials take: some of the others may have ended. */
  private static final Duration LOOK_AGAIN_FOR_ROOM = Duration.ofSeconds(10);

  /** A trial whose process dies meanwhile is due that much later, behind all others. */
  private static final Duration IF_NOT_PUT_BACK = Duration.ofSeconds(5);

  /** A process counts as dead after 4 missed heartbeats; every second one that is looked at. */
  private static final int HEARTBEATS_UNTIL_TAKEN_OVER = 6;

  @Bean
  Clock clock() {
    // What the databases keep of a moment: two readings of one column must be equal.
    return Clock.tick(Clock.systemUTC(), Duration.ofNanos(1000));
  }

  @Bean
  Task<Void> trialTask(
      TrialRunner runner, TrialLedger ledger, TrialQueue queue, TaskScheduler timer, Clock clock) {
    Postponement postponement = new Postponement(queue, timer, clock);
    return Tasks.custom(TrialQueue.TASK)
        .onFailure((complete, operations) -> retryOrGiveUp(complete, operations, ledger))
        .onDeadExecution(
            (complete, operations) -> {
              ledger.abandon(task(complete.getExecution().taskInstance));
              backIntoItsPlace(complete, operations);
            })
        .execute(
            (instance, context) ->
                switch (run(runner, task(instance), context.getSchedulerState()::isShuttingDown)) {
                  case DONE -> new CompletionHandler.OnCompleteRemove<>();
                  case GIVEN_BACK -> QueueConfiguration::backIntoItsPlace;
                  case WAITS -> postponement.by(LOOK_AGAIN);
                  case WAITS_FOR_OTHERS -> postponement.by(LOOK_AGAIN_FOR_ROOM);
                });
  }

  /** Whatever is logged meanwhile says of which trial it is, where the log has a structure. */
  private static TrialRunner.Outcome run(
      TrialRunner runner, TrialTask task, BooleanSupplier stopping) {
    try (MDC.MDCCloseable _ = MDC.putCloseable("experiment", String.valueOf(task.experimentId()));
        MDC.MDCCloseable _ = MDC.putCloseable("trial", String.valueOf(task.trial()))) {
      return runner.run(task, stopping);
    }
  }

  @Bean(destroyMethod = "")
  Scheduler scheduler(
      DataSource dataSource, Task<Void> task, WorkSettings settings, Machine machine, Clock clock) {
    return Scheduler.create(new TransactionAwareDataSourceProxy(dataSource), task)
        .schedulerName(machine::process)
        .serializer(new NoTaskData())
        .clock(() -> clock.instant().plus(AHEAD))
        .threads(settings.slots())
        .pollUsingFetch(0.5, 1.0)
        .pollingInterval(settings.pollInterval())
        .heartbeatInterval(settings.deadAfter().dividedBy(HEARTBEATS_UNTIL_TAKEN_OVER))
        .missedHeartbeatsLimit(4)
        .enablePriority()
        .shutdownMaxWait(LONGEST_MINI_BATCH)
        .build();
  }

  @Bean
  TrialWorkers trialWorkers(Scheduler scheduler, AbandonedTrials abandoned, WorkSettings settings) {
    return new TrialWorkers(scheduler, abandoned, settings);
  }

  private static TrialTask task(TaskInstance<?> instance) {
    return TrialTask.parse(instance.getId());
  }

  /** The database can be used, but refuses what this trial asks of it. */
  private static void retryOrGiveUp(
      ExecutionComplete complete, ExecutionOperations<Void> operations, TrialLedger ledger) {
    Execution execution = complete.getExecution();
    if (execution.lastFailure != null
        && ledger.hasEpochSince(task(execution.taskInstance), execution.lastFailure.minus(AHEAD))) {
      // The queue counts until a trial ends, which may be days later.
      execution.consecutiveFailures = 0;
    }
    int retries = execution.consecutiveFailures;
    if (retries < MOST_RETRIES) {
      pause(RETRY_AFTER_FAULT.multipliedBy(1L << retries));
      backIntoItsPlace(complete, operations);
      return;
    }
    String reason = complete.getCause().map(Throwable::getMessage).orElse("it did not say why");
    // In this order: a trial that has left the queue without an end would wait for ever.
    ledger.giveUp(
        task(execution.taskInstance),
        "the database refused what it asked %d times in a row: %s"
            .formatted(retries + 1, reason.lines().findFirst().orElse(reason)));
    operations.remove();
  }

  /** Taken here: the queue knows a single time of a trial, and that is its place. */
  private static void pause(Duration pause) {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException _) {
      // The process ends; what comes after it tries again. A thread that is interrupted could not
      // write that to H2.
    }
  }

  /** Lets a trial pause, so that it holds no other up, and gives it its place again. */
  private record Postponement(TrialQueue queue, TaskScheduler timer, Clock clock) {

    CompletionHandler<Void> by(Duration pause) {
      return (complete, operations) -> {
        Execution execution = complete.getExecution();
        operations.reschedule(
            complete, clock.instant().plus(AHEAD).plus(pause).plus(IF_NOT_PUT_BACK));
        try {
          Future<?> _ =
              timer.schedule(
                  () -> queue.putBack(task(execution.taskInstance), execution.executionTime),
                  timer.getClock().instant().plus(pause));
        } catch (TaskRejectedException _) {
          // The process ends; the trial is due all the same.
        }
      };
    }
  }

  private static void backIntoItsPlace(
      ExecutionComplete complete, ExecutionOperations<Void> operations) {
    operations.reschedule(complete, complete.getExecution().executionTime);
  }
}
