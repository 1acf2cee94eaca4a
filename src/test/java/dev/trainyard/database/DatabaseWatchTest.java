package dev.trainyard.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLNonTransientConnectionException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggerConfiguration;
import org.springframework.boot.logging.LoggingSystem;

/** When the log is made quiet about an outage. */
@NullUnmarked
class DatabaseWatchTest {
  private final Levels levels = new Levels();
  private final DatabaseWatch watch = new DatabaseWatch(levels, "jdbc:h2:file:./trainyard");

  /** Whoever is refused a connection writes about it at once. */
  @Test
  void silencesThoseWhoRepeatThemselvesBeforeAnybodyIsRefused() {
    levels.isUsable = watch::isUsable;

    assertThat(watch.notes(new SQLNonTransientConnectionException("gone", "08006"))).isTrue();

    assertThat(watch.isUsable()).isFalse();
    assertThat(levels.quiet).isNotEmpty().containsOnly(true);
    assertThat(levels.loud).isEmpty();
  }

  @Test
  void letsThemSpeakAgainOnceNobodyIsRefused() {
    assertThat(watch.notes(new SQLNonTransientConnectionException("gone", "08006"))).isTrue();
    levels.isUsable = watch::isUsable;

    watch.end();

    assertThat(levels.loud).isNotEmpty().containsOnly(true);
  }

  /** Remembers whether the database could be used each time that a level was set. */
  private static final class Levels extends LoggingSystem {
    final List<Boolean> quiet = new ArrayList<>();
    final List<Boolean> loud = new ArrayList<>();
    BooleanSupplier isUsable = () -> true;

    @Override
    public void beforeInitialize() {}

    @Override
    public LoggerConfiguration getLoggerConfiguration(String name) {
      return null;
    }

    @Override
    public void setLogLevel(String name, LogLevel level) {
      (level == LogLevel.OFF ? quiet : loud).add(isUsable.getAsBoolean());
    }
  }
}
