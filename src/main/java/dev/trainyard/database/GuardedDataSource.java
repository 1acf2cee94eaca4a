package dev.trainyard.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Hands out connections while there is no outage; during one it says so at once. */
final class GuardedDataSource extends DelegatingDataSource {
  private final DatabaseWatch watch;

  GuardedDataSource(DataSource pool, DatabaseWatch watch) {
    super(pool);
    this.watch = watch;
  }

  @Override
  public Connection getConnection() throws SQLException {
    String reason = watch.reason();
    if (reason != null) {
      throw new SQLTransientConnectionException("the database cannot be used: " + reason);
    }
    try {
      return super.getConnection();
    } catch (SQLException e) {
      watch.notes(e);
      throw e;
    }
  }
}
