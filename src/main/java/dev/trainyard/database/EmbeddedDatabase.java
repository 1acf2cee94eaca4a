package dev.trainyard.database;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.h2.engine.Database;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.support.JdbcUtils;
import org.springframework.jdbc.support.MetaDataAccessException;

/** The H2 that runs inside this process and belongs to it alone, where there is one. */
public final class EmbeddedDatabase {
  private EmbeddedDatabase() {}

  /** Whether it is what a data source connects to; within a transaction, asks its connection. */
  public static boolean isBehind(DataSource dataSource) {
    try {
      return JdbcUtils.extractDatabaseMetaData(
          dataSource, meta -> behind(meta.getConnection()) != null);
    } catch (MetaDataAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The database that a connection is to; null if that is in another process. */
  static @Nullable Database behind(Connection connection) throws SQLException {
    return connection.isWrapperFor(JdbcConnection.class)
            && connection.unwrap(JdbcConnection.class).getSession() instanceof SessionLocal session
        ? session.getDatabase()
        : null;
  }
}
