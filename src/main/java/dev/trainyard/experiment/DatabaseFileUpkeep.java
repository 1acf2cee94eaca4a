package dev.trainyard.experiment;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
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

  private final DataSource dataSource;

  DatabaseFileUpkeep(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** Moves what little is left in old parts of the file; does nothing for other databases. */
  @Scheduled(initialDelayString = "PT5S", fixedDelayString = "PT5S")
  void tidy() throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      if (connection.isWrapperFor(JdbcConnection.class)
          && connection.unwrap(JdbcConnection.class).getSession() instanceof SessionLocal session) {
        long begin = System.nanoTime();
        session.getDatabase().getStore().getMvStore().compact(IN_USE, MOST_BYTES);
        LOG.debug("tidied in {}", Duration.ofNanos(System.nanoTime() - begin));
      }
    }
  }
}
