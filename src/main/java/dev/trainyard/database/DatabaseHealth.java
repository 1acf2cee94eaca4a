package dev.trainyard.database;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Down while the database cannot be used. */
@Component("databaseHealthIndicator")
class DatabaseHealth implements HealthIndicator {
  private final DatabaseWatch watch;

  DatabaseHealth(DatabaseWatch watch) {
    this.watch = watch;
  }

  @Override
  public Health health() {
    String reason = watch.reason();
    return reason == null
        ? Health.up().build()
        : Health.down().withDetail("reason", reason).build();
  }
}
