package dev.trainyard.database;

import dev.trainyard.settings.StartRefused;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Asks before anything else starts whether the database can be had and is this service's own. Later
 * the connection pool would say so as well, in a page of stack traces; and H2 takes a file that was
 * cut for an empty database and writes over it.
 */
public class DatabaseCheck
    implements ApplicationContextInitializer<ConfigurableApplicationContext> {
  private static final String IN_MEMORY = "jdbc:h2:mem:";

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    DatabaseSettings settings = DatabaseSettings.of(context.getEnvironment());
    switch (settings.driver()) {
      case H2 -> checkH2(settings);
      case POSTGRESQL -> checkServer(settings);
      default ->
          throw refused(settings, "is not the URL of a database that this service can use", null);
    }
  }

  private static void checkH2(DatabaseSettings settings) {
    try {
      DatabaseFile file = DatabaseFile.of(settings.url());
      if (file != null) {
        DatabaseFile.checkLink(settings.url());
        file.check(settings);
      } else if (!settings.url().startsWith(IN_MEMORY)) {
        checkServer(settings);
      }
    } catch (SQLException e) {
      throw refused(settings, "cannot be used: " + sentence(e), e);
    }
  }

  private static void checkServer(DatabaseSettings settings) {
    try (Connection _ =
        DriverManager.getConnection(settings.url(), settings.username(), settings.password())) {
      // It can be had.
    } catch (SQLException e) {
      throw refused(settings, "cannot be used: " + sentence(e), e);
    }
    Schema.of(settings, settings.url()).check(settings.shown());
  }

  private static StartRefused refused(
      DatabaseSettings settings, String complaint, @Nullable Exception e) {
    return new StartRefused(
        "SPRING_DATASOURCE_URL is %s, which %s.".formatted(settings.shown(), complaint),
        """
        Set it to jdbc:postgresql://host/database of a PostgreSQL that runs, with \
        SPRING_DATASOURCE_USERNAME and SPRING_DATASOURCE_PASSWORD, or leave it out for a file in \
        TRAINYARD_DATA_DIR.""",
        e);
  }

  /** The first line of what the driver says and why, without its full stop and H2's code. */
  static String sentence(SQLException e) {
    String line =
        String.valueOf(e.getMessage())
            .lines()
            .findFirst()
            .orElse("")
            .replaceFirst(" \\[\\d+-\\d+]$", "")
            .replaceFirst("\\.$", "");
    return e.getCause() instanceof UnknownHostException host
        ? "%s: there is no host %s".formatted(line, host.getMessage())
        : line;
  }
}
