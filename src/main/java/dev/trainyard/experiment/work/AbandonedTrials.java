package dev.trainyard.experiment.work;

import dev.trainyard.database.EmbeddedDatabase;
import dev.trainyard.experiment.ledger.TrialLedger;
import dev.trainyard.experiment.ledger.TrialQueue;
import dev.trainyard.experiment.ledger.TrialTask;
import java.util.List;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Trials that a process which is no more had picked. */
@Component
class AbandonedTrials {
  private static final Logger LOG = LoggerFactory.getLogger(AbandonedTrials.class);
  private final DataSource dataSource;
  private final TrialQueue queue;
  private final TrialLedger ledger;

  AbandonedTrials(DataSource dataSource, TrialQueue queue, TrialLedger ledger) {
    this.dataSource = dataSource;
    this.queue = queue;
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
    List<TrialTask> abandoned = queue.takeBack();
    abandoned.forEach(ledger::abandon);
    if (!abandoned.isEmpty()) {
      LOG.info("{} trials go on that a former process left behind", abandoned.size());
    }
  }
}
