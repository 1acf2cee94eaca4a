package dev.trainyard.database;

import jakarta.annotation.PreDestroy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.h2.command.CommandInterface;
import org.h2.engine.Database;
import org.h2.mvstore.FileStore;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Keeps the file of the embedded database from growing for ever. Every commit appends, and the room
 * of a replaced checkpoint can be used again only when the few rows that were written beside it are
 * moved away. H2 has a thread that does so, but not with WRITE_DELAY=0, which makes commits safe.
 */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class DatabaseFileUpkeep {
  private static final Logger LOG = LoggerFactory.getLogger(DatabaseFileUpkeep.class);

  /** Per cent of the file that are to be in use. */
  private static final int IN_USE = 70;

  /** Moved at once, while commits wait: a fraction of a second. */
  private static final int MOST_BYTES = 16 << 20;

  /** The fraction of the file that is in use when packing it is not worth the time. */
  private static final double PACKED = 0.9;

  /** In use, and copied in a few seconds: the process is to be gone in ten. */
  private static final long MOST_BYTES_AT_END = 256L << 20;

  private final DataSource dataSource;
  private final DatabaseWatch watch;
  private final boolean isEmbedded;

  /** Asks once what the database is: at the end, one that is elsewhere may not answer. */
  DatabaseFileUpkeep(DataSource dataSource, DatabaseWatch watch) {
    this.dataSource = dataSource;
    this.watch = watch;
    this.isEmbedded = EmbeddedDatabase.isBehind(dataSource);
  }

  /** Moves what little is left in old parts of the file; does nothing for other databases. */
  @Scheduled(initialDelayString = "PT5S", fixedDelayString = "PT5S")
  void tidy() throws SQLException {
    withDatabase(
        database -> {
          long begin = System.nanoTime();
          try {
            database.getStore().getMvStore().compact(IN_USE, MOST_BYTES);
          } catch (MVStoreException e) {
            if (!watch.notes(e)) {
              throw e;
            }
          }
          LOG.debug("tidied in {}", Duration.ofNanos(System.nanoTime() - begin));
        });
  }

  /**
   * Has the file written anew, without the room of what was replaced, when the last connection
   * closes; does nothing for other databases, nor for so much that it would take long.
   */
  @PreDestroy
  void pack() throws SQLException {
    withDatabase(
        database -> {
          if (isWorthPacking(database.getStore().getMvStore())) {
            database.setCompactMode(CommandInterface.SHUTDOWN_COMPACT);
          }
        });
  }

  private void withDatabase(Consumer<Database> work) throws SQLException {
    if (isEmbedded && watch.isUsable()) {
      try (Connection connection = dataSource.getConnection()) {
        work.accept(Objects.requireNonNull(EmbeddedDatabase.behind(connection)));
      }
    }
  }

  private static boolean isWorthPacking(MVStore store) {
    FileStore<?> file = store.getFileStore();
    double inUse = file.getFillRate() / 100.0 * file.getChunksFillRate() / 100.0;
    return inUse < PACKED && inUse * file.size() < MOST_BYTES_AT_END;
  }
}
