package dev.trainyard.experiment.ledger;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.SchedulableInstance;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import dev.trainyard.outcome.Status;
import dev.trainyard.refusal.Refusal;
import dev.trainyard.settings.Limits;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The queue as it is stored: trials wait in the database until a process picks them. */
@Component
public class TrialQueue {
  public static final TaskDescriptor<Void> TASK = TaskDescriptor.of("trial");

  private static final Duration RETRY = Duration.ofMinutes(1);

  /** A statement that takes longer is given up: whoever measures must not add to a jam. */
  private static final int MOST_SECONDS_TO_MEASURE = 3;

  /**
   * How the queue stands.
   *
   * @param trials of all experiments by status; none for a status that no trial has
   * @param waiting for a process to pick them
   * @param oldestAge how long the one that waits longest has been waiting; zero if none does
   */
  public record Standing(Map<Status, Long> trials, long waiting, Duration oldestAge) {}

  /** Looked up late: what it runs needs this queue. */
  private final ObjectProvider<SchedulerClient> client;

  private final TrialRows rows;
  private final JdbcClient jdbc;
  private final Clock clock;
  private final Limits limits;

  TrialQueue(
      ObjectProvider<SchedulerClient> client,
      TrialRows rows,
      JdbcClient jdbc,
      Clock clock,
      Limits limits) {
    this.client = client;
    this.rows = rows;
    this.jdbc = jdbc;
    this.clock = clock;
    this.limits = limits;
  }

  /**
   * Stores and queues trials of one experiment in the caller's transaction, in their order and
   * behind those that were queued earlier with the same priority.
   *
   * @throws Refusal BUSY if there is no room for so many
   */
  void add(Experiment experiment, List<Trial> trials) {
    requireRoom(trials.size());
    goOn(experiment, trials);
  }

  /**
   * The same with trials of which some take the places of others; nothing is asked about room, as
   * there is nobody to be refused.
   */
  void goOn(Experiment experiment, List<Trial> trials) {
    rows.saveAll(trials);
    Instant now = clock.instant();
    Stream<SchedulableInstance<?>> tasks =
        trials.stream()
            .map(
                trial ->
                    TASK.instance(TrialTask.of(trial).toString())
                        .priority(experiment.priority())
                        .scheduledTo(now.plusNanos(1000L * trial.number())));
    client.getObject().scheduleBatch(tasks);
    wakeAfterCommit();
  }

  /** Every task there is belongs to a trial, and to count a whole table is cheap. */
  private void requireRoom(int more) {
    long queued = jdbc.sql("select count(*) from scheduled_tasks").query(Long.class).single();
    if (queued + more > limits.queuedTrials()) {
      throw Refusal.busy(
          "%,d trials are queued, and with %,d more they would be beyond the %,d that may be%s; let some end, or cancel some"
              .formatted(queued, more, limits.queuedTrials(), Limits.origin("queued-trials")),
          RETRY);
    }
  }

  private void wakeAfterCommit() {
    if (client.getObject() instanceof Scheduler scheduler) {
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

  /**
   * Gives a trial its place again unless a process has picked it.
   *
   * @param place among the others of its priority, as it was queued
   */
  public void putBack(TrialTask task, Instant place) {
    jdbc.sql(
            "update scheduled_tasks set execution_time = ?, version = version + 1 where task_name = ? and task_instance = ? and picked = false")
        .params(place.atOffset(ZoneOffset.UTC), TASK.getTaskName(), task.toString())
        .update();
  }

  /**
   * Lets be picked again whatever some process has picked, in the caller's transaction, and returns
   * the trials among it.
   */
  public List<TrialTask> takeBack() {
    List<TrialTask> picked =
        jdbc
            .sql("select task_instance from scheduled_tasks where task_name = ? and picked = true")
            .param(TASK.getTaskName())
            .query(String.class)
            .list()
            .stream()
            .map(task -> TrialTask.parse(Objects.requireNonNull(task)))
            .toList();
    jdbc.sql(
            "update scheduled_tasks set picked = false, picked_by = null, last_heartbeat = null, version = version + 1 where picked = true")
        .update();
    return picked;
  }

  /** Measures the queue by its indexes alone. */
  public Standing standing() {
    Map<Status, Long> trials = new EnumMap<>(Status.class);
    measure("select status, count(*) from trial group by status")
        .query(
            (RowCallbackHandler)
                row -> trials.put(Status.valueOf(row.getString(1)), row.getLong(2)));
    long waiting =
        measure("select count(*) from scheduled_tasks where picked = false")
            .query(Long.class)
            .single();
    // Ordered by both columns: H2 takes the first of the index only then.
    Duration age =
        measure(
                "select execution_time from scheduled_tasks where picked = false order by picked, execution_time fetch first 1 rows only")
            .query(OffsetDateTime.class)
            .optional()
            .map(oldest -> Duration.between(oldest.toInstant(), clock.instant()))
            .filter(Duration::isPositive)
            .orElse(Duration.ZERO);
    return new Standing(trials, waiting, age);
  }

  private JdbcClient.StatementSpec measure(String sql) {
    return jdbc.sql(sql).withQueryTimeout(MOST_SECONDS_TO_MEASURE);
  }
}
