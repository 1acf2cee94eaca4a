package dev.trainyard.database;

import com.zaxxer.hikari.HikariDataSource;
import dev.trainyard.settings.Room;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Looks whether the database answers: now and then while all is well, for nobody may be asking it;
 * and in an outage until it does. H2 opens its file again with the next connection.
 */
@Component
class DatabaseProbe {
  private static final Logger LOG = LoggerFactory.getLogger(DatabaseProbe.class);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
  private static final Duration BETWEEN_OUTAGES = Duration.ofMinutes(2);
  private static final int SECONDS_WHEN_WELL = 5;

  private final DataSource guarded;
  private final HikariDataSource pool;
  private final DatabaseWatch watch;
  private final @Nullable Path directory;
  private boolean sawOutage;
  private long lastEnd = System.nanoTime() - BETWEEN_OUTAGES.toNanos();
  private int pause = 1;
  private int secondsToWait;

  DatabaseProbe(
      DataSource guarded, DatabaseWatch watch, @Value("${spring.datasource.url}") String url)
      throws SQLException {
    this.guarded = guarded;
    this.pool = guarded.unwrap(HikariDataSource.class);
    this.watch = watch;
    DatabaseFile file = url.startsWith("jdbc:h2:") ? DatabaseFile.of(url) : null;
    this.directory = file == null ? null : file.directory();
  }

  /** Once a second. */
  @Scheduled(fixedDelayString = "PT1S")
  void look() {
    if (sawOutage == watch.isUsable()) {
      sawOutage = !sawOutage;
      secondsToWait = sawOutage ? pauseBeforeTheFirstTry() : SECONDS_WHEN_WELL;
    }
    if (--secondsToWait > 0) {
      return;
    }
    try {
      if (sawOutage) {
        lookWhetherItIsOver();
      } else {
        secondsToWait = SECONDS_WHEN_WELL;
        ask(guarded);
      }
    } catch (SQLException | IOException e) {
      // If it is an outage, the watch has seen it.
      LOG.debug("the database does not answer", e);
    }
  }

  /** Longer and longer for an outage that comes again as soon as it is over. */
  private int pauseBeforeTheFirstTry() {
    boolean again = System.nanoTime() - lastEnd < BETWEEN_OUTAGES.toNanos();
    pause = again ? (int) Math.min(LONGEST_PAUSE.toSeconds(), 2L * pause) : 1;
    return pause;
  }

  private void lookWhetherItIsOver() throws SQLException, IOException {
    if (directory != null) {
      Room.check(directory);
    }
    pool.getHikariPoolMXBean().softEvictConnections();
    ask(pool);
    lastEnd = System.nanoTime();
    watch.end();
  }

  private static void ask(DataSource source) throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("select 1");
    }
  }
}
