package dev.trainyard.experiment;

import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Trials that a process which is no more had picked. */
@Component
class AbandonedTrials {
  private static final Logger LOG = LoggerFactory.getLogger(AbandonedTrials.class);
  private final JdbcClient jdbc;
  private final DataSource dataSource;
  private final TrialLedger ledger;

  AbandonedTrials(JdbcClient jdbc, DataSource dataSource, TrialLedger ledger) {
    this.jdbc = jdbc;
    this.dataSource = dataSource;
    this.ledger = ledger;
  }

  /**
   * Gives them back to the queue at once where no other process can be at work, because the
   * database belongs to this process alone. Elsewhere it takes until their heartbeats are missed.
   */
  @Transactional
  public void reviveIfAlone() {
    if (!EmbeddedDatabase.isBehind(dataSource)) {
      return;
    }
    List<@Nullable String> tasks =
        jdbc.sql("select task_instance from scheduled_tasks where task_name = ? and picked = true")
            .param(TrialQueue.TASK.getTaskName())
            .query(String.class)
            .list();
    tasks.forEach(task -> ledger.abandon(TrialTask.parse(Objects.requireNonNull(task))));
    jdbc.sql(
            "update scheduled_tasks set picked = false, picked_by = null, last_heartbeat = null, version = version + 1 where picked = true")
        .update();
    if (!tasks.isEmpty()) {
      LOG.info("{} trials go on that a former process left behind", tasks.size());
    }
  }
}
