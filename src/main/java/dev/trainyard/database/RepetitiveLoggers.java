package dev.trainyard.database;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggerConfiguration;
import org.springframework.boot.logging.LoggingSystem;

/** Those who would write a page about an outage every time they meet it, several times a second. */
final class RepetitiveLoggers {
  private static final List<String> NAMES =
      List.of(
          "com.github.kagkarlsson.scheduler",
          "com.zaxxer.hikari",
          "org.hibernate.orm",
          "org.springframework.orm.jpa",
          "org.springframework.scheduling.support",
          "org.springframework.transaction.interceptor");

  private final LoggingSystem logging;
  private final Map<String, @Nullable LogLevel> before = new HashMap<>();

  RepetitiveLoggers(LoggingSystem logging) {
    this.logging = logging;
  }

  void silence() {
    for (String name : NAMES) {
      LoggerConfiguration configured = logging.getLoggerConfiguration(name);
      before.put(name, configured == null ? null : configured.getConfiguredLevel());
      logging.setLogLevel(name, LogLevel.OFF);
    }
  }

  void restore() {
    before.forEach(logging::setLogLevel);
    before.clear();
  }
}
