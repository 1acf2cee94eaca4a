package dev.trainyard.database;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.jdbc.DatabaseDriver;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Measures the database that the service keeps its results in. */
@Component
public class DatabaseSize {
  private final JdbcClient jdbc;
  private final String query;

  DatabaseSize(JdbcClient jdbc, @Value("${spring.datasource.url}") String url) {
    this.jdbc = jdbc;
    this.query =
        DatabaseDriver.fromJdbcUrl(url) == DatabaseDriver.POSTGRESQL
            ? "select pg_database_size(current_database())"
            : "select cast(setting_value as bigint) from information_schema.settings where setting_name = 'info.FILE_SIZE'";
  }

  /** What it takes up on disk; 0 for a database in memory. */
  public long bytes() {
    return jdbc.sql(query).query(Long.class).optional().orElse(0L);
  }
}
