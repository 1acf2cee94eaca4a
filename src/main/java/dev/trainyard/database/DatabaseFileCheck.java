package dev.trainyard.database;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/**
 * Asks before anything else starts whether another process has the embedded database's file. Later
 * the connection pool would say so as well, in a page of stack traces.
 */
public class DatabaseFileCheck
    implements ApplicationContextInitializer<ConfigurableApplicationContext> {
  private static final String FILE = "jdbc:h2:file:";

  /** H2's {@code ErrorCode.DATABASE_ALREADY_OPEN_1}. */
  private static final int ALREADY_OPEN = 90020;

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    Environment environment = context.getEnvironment();
    String url = environment.getProperty("spring.datasource.url", "");
    if (url.startsWith(FILE)) {
      check(url, credentials(environment));
    }
  }

  private static void check(String url, Properties credentials) {
    try (Connection _ = DriverManager.getConnection(url, credentials)) {
      // It can be had.
    } catch (SQLException e) {
      // Whatever else is wrong is told where the database is used.
      if (e.getErrorCode() == ALREADY_OPEN) {
        throw new DatabaseFileInUse(file(url), e);
      }
    }
  }

  private static Properties credentials(Environment environment) {
    Properties credentials = new Properties();
    credentials.setProperty("user", environment.getProperty("spring.datasource.username", ""));
    credentials.setProperty("password", environment.getProperty("spring.datasource.password", ""));
    return credentials;
  }

  private static Path file(String url) {
    String name = url.substring(FILE.length()).split(";", 2)[0];
    return Path.of(name + ".mv.db").toAbsolutePath().normalize();
  }
}
