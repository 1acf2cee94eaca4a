package dev.trainyard.experiment.monitoring;

import dev.trainyard.experiment.WorkSettings;
import dev.trainyard.experiment.ledger.TrialQueue;
import dev.trainyard.experiment.ledger.TrialQueue.Standing;
import dev.trainyard.outcome.Status;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Gauges of the queue and of the trials of all processes together. A process that only trains has
 * none of them: a hundred workers would each count the same rows. While the database cannot be used
 * they are not a number, which says that nobody knows.
 */
@Component
class QueueMeters implements MeterBinder {
  private static final Logger LOG = LoggerFactory.getLogger(QueueMeters.class);

  /** Shorter than the usual interval of scrapes, longer than one scrape reads its gauges. */
  private static final Duration KEPT = Duration.ofSeconds(5);

  private final TrialQueue queue;
  private final WorkSettings settings;
  private @Nullable Standing standing;
  private long readAt = System.nanoTime() - KEPT.toNanos();

  QueueMeters(TrialQueue queue, WorkSettings settings) {
    this.queue = queue;
    this.settings = settings;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    if (!settings.roles().contains(WorkSettings.Role.API)) {
      return;
    }
    for (Status status : Status.values()) {
      Gauge.builder(
              "trainyard.trials",
              this,
              meters -> meters.value(now -> now.trials().getOrDefault(status, 0L)))
          .description("Trials by status, of all experiments that are stored")
          .tag("status", status.name().toLowerCase(Locale.ROOT))
          .register(registry);
    }
    Gauge.builder("trainyard.queue.length", this, meters -> meters.value(Standing::waiting))
        .description("Trials that wait for a process to pick them")
        .register(registry);
    TimeGauge.builder(
            "trainyard.queue.oldest.age",
            this,
            TimeUnit.SECONDS,
            meters -> meters.value(now -> now.oldestAge().toMillis() / 1e3))
        .description("How long the trial that waits longest has been waiting; 0 for an empty queue")
        .register(registry);
  }

  private double value(ToDoubleFunction<Standing> figure) {
    Standing now = current();
    return now == null ? Double.NaN : figure.applyAsDouble(now);
  }

  /** All gauges of one scrape are read from one state; null while that cannot be had. */
  private synchronized @Nullable Standing current() {
    if (System.nanoTime() - readAt >= KEPT.toNanos()) {
      try {
        standing = queue.standing();
      } catch (DataAccessException | TransactionException e) {
        // An outage is in the log already.
        LOG.debug("the queue cannot be measured", e);
        standing = null;
      }
      readAt = System.nanoTime();
    }
    return standing;
  }
}
