package dev.trainyard.database;

import org.springframework.boot.jdbc.DatabaseDriver;
import org.springframework.core.env.Environment;

/**
 * How the database is reached.
 *
 * @param url of JDBC; may hold a password, see {@link #shown}
 * @param migrations Flyway's locations, with {@code {vendor}} in them
 */
@SuppressWarnings("ArrayRecordComponent")
record DatabaseSettings(String url, String username, String password, String[] migrations) {

  static DatabaseSettings of(Environment environment) {
    return new DatabaseSettings(
        environment.getProperty("spring.datasource.url", ""),
        environment.getProperty("spring.datasource.username", ""),
        environment.getProperty("spring.datasource.password", ""),
        environment.getRequiredProperty("spring.flyway.locations", String[].class));
  }

  /** Which database it is; unknown for whatever is not a URL of JDBC. */
  DatabaseDriver driver() {
    return url.startsWith("jdbc:") ? DatabaseDriver.fromJdbcUrl(url) : DatabaseDriver.UNKNOWN;
  }

  /** The URL without its parameters, which may hold a password. */
  String shown() {
    return shown(url);
  }

  /** A URL without its parameters, which may hold a password. */
  static String shown(String url) {
    return url.split("[?;]", 2)[0].replaceFirst("//[^/@]*@", "//");
  }
}
