package dev.trainyard.experiment;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.SchedulableInstance;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The queue's way in: trials wait in the database until a process picks them. */
@Component
class TrialQueue {
  static final TaskDescriptor<Void> TASK = TaskDescriptor.of("trial");

  private final SchedulerClient client;
  private final TrialRows rows;
  private final JdbcClient jdbc;
  private final Clock clock;

  TrialQueue(SchedulerClient client, TrialRows rows, JdbcClient jdbc, Clock clock) {
    this.client = client;
    this.rows = rows;
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * Stores and queues trials of one experiment in the caller's transaction, in their order and
   * behind those that were queued earlier with the same priority.
   */
  void add(Experiment experiment, List<Trial> trials) {
    rows.saveAll(trials);
    Instant now = clock.instant();
    Stream<SchedulableInstance<?>> tasks =
        trials.stream()
            .map(
                trial ->
                    TASK.instance(TrialTask.of(trial).toString())
                        .priority(experiment.priority())
                        .scheduledTo(now.plusNanos(1000L * trial.number())));
    client.scheduleBatch(tasks);
    wakeAfterCommit();
  }

  private void wakeAfterCommit() {
    if (client instanceof Scheduler scheduler) {
      TransactionSynchronizationManager.registerSynchronization(
          new TransactionSynchronization() {
            @Override
            public void afterCommit() {
              scheduler.triggerCheckForDueExecutions();
            }
          });
    }
  }

  /** Takes an experiment's trials out of the queue, except those that a process has picked. */
  void remove(long experimentId) {
    jdbc.sql(
            "delete from scheduled_tasks where task_name = ? and task_instance like ? and picked = false")
        .params(TASK.getTaskName(), experimentId + "/%")
        .update();
  }
}
