package dev.trainyard.database;

import dev.trainyard.refusal.Outage;
import dev.trainyard.refusal.Refusal;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.stereotype.Component;

/**
 * Knows whether the database can be used. The first failure of a connection begins an outage, for
 * everybody at once; {@link DatabaseProbe} ends it. In between nobody gets a connection, so that no
 * one writes into what is half broken, and the log has one line for all that fail.
 */
@Component
public class DatabaseWatch implements Outage {
  private static final Logger LOG = LoggerFactory.getLogger(DatabaseWatch.class);

  /** How often who waits is asked whether it still wants to. */
  private static final Duration ASK_EVERY = Duration.ofMillis(100);

  /** An outage that lasts. */
  private record Down(String reason, boolean damage, long since) {
    String detail() {
      return damage
          ? "a part of the database's file is damaged (%s); its operator has to put a backup in its place; what lies elsewhere in it can be read again in a moment"
              .formatted(reason)
          : "the database cannot be used now (%s); what is stored is kept, trials wait, and the service goes on by itself when its operator has put that right; try again later"
              .formatted(reason);
    }
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition usable = lock.newCondition();
  private final RepetitiveLoggers loggers;
  private final String database;
  private volatile @Nullable Down down;

  DatabaseWatch(LoggingSystem logging, @Value("${spring.datasource.url}") String url) {
    this.loggers = new RepetitiveLoggers(logging);
    this.database = DatabaseSettings.shown(url);
  }

  @Override
  public Optional<Refusal> current() {
    return Optional.ofNullable(down).map(outage -> Refusal.unavailable(outage.detail()));
  }

  /** Whether it can be used, as far as is known. */
  public boolean isUsable() {
    return down == null;
  }

  /**
   * Waits until it can be used.
   *
   * @param stopping asked now and then whether to give up
   * @return false after giving up
   */
  public boolean awaitUsable(BooleanSupplier stopping) throws InterruptedException {
    lock.lock();
    try {
      while (!isUsable() && !stopping.getAsBoolean()) {
        boolean _ = usable.await(ASK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
      }
      return isUsable();
    } finally {
      lock.unlock();
    }
  }

  /** Notes a failure; returns whether it is one of the database as a whole. */
  boolean notes(Throwable failure) {
    boolean isOutage = DatabaseFailure.isOutage(failure);
    if (isOutage) {
      begin(DatabaseFailure.reason(failure), DatabaseFailure.isDamage(failure));
    }
    return isOutage;
  }

  /** Why it cannot be used; null if it can. */
  @Nullable String reason() {
    Down outage = down;
    return outage == null ? null : outage.reason();
  }

  private void begin(String reason, boolean damage) {
    lock.lock();
    try {
      if (down == null) {
        // Before anybody can learn of the outage, and write a page about it.
        loggers.silence();
        down = new Down(reason, damage, System.nanoTime());
        if (damage) {
          LOG.error(
              "A part of the file of {} is damaged. Stop the service and put a backup in its place; until then, whatever reads that part makes all requests wait for a moment.",
              database);
        }
        LOG.error(
            "The database {} cannot be used: {}. Requests that need it are answered with 503 and trials wait until it can be used again.",
            database,
            reason);
      }
    } finally {
      lock.unlock();
    }
  }

  /** It can be used again. */
  void end() {
    lock.lock();
    try {
      Down outage = down;
      if (outage != null) {
        Duration lasted = Duration.ofNanos(System.nanoTime() - outage.since());
        LOG.info(
            "The database can be used again after {} s; trials go on from their last checkpoints.",
            lasted.toSeconds());
        down = null;
        loggers.restore();
        usable.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }
}
