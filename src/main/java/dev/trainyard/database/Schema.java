package dev.trainyard.database;

import dev.trainyard.settings.StartRefused;
import java.util.Arrays;
import java.util.Locale;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.output.ValidateResult;
import org.jspecify.annotations.Nullable;

/** The tables of a database, as their migrations have left them. */
final class Schema {
  private final Flyway flyway;

  private Schema(Flyway flyway) {
    this.flyway = flyway;
  }

  /** The schema behind a URL, which may differ from that of the settings. */
  static Schema of(DatabaseSettings settings, String url) {
    String vendor = settings.driver().name().toLowerCase(Locale.ROOT);
    String[] locations =
        Arrays.stream(settings.migrations())
            .map(location -> location.replace("{vendor}", vendor))
            .toArray(String[]::new);
    return new Schema(
        Flyway.configure()
            .dataSource(url, settings.username(), settings.password())
            .locations(locations)
            .ignoreMigrationPatterns("*:pending", "*:future")
            .load());
  }

  /** Whether this service, or another one that uses Flyway, has made tables here. */
  boolean exists() {
    return flyway.info().applied().length > 0;
  }

  /** Makes all tables. */
  void create() {
    flyway.migrate();
  }

  /**
   * Refuses a schema that is not this version's, nor of one before it.
   *
   * @param where the database, for the message
   */
  void check(String where) {
    MigrationInfo future =
        Arrays.stream(flyway.info().applied())
            .filter(migration -> isFuture(migration.getState()))
            .reduce((_, last) -> last)
            .orElse(null);
    if (future != null) {
      throw new StartRefused(
          "The database %s belongs to a newer Trainyard: its schema has version %s, this one knows up to %s."
              .formatted(where, future.getVersion(), newest()),
          "Start the newer Trainyard again, or give this one a database of its own (TRAINYARD_DATA_DIR or SPRING_DATASOURCE_URL).",
          null);
    }
    Arrays.stream(flyway.info().applied())
        .filter(migration -> migration.getState().isFailed())
        .findFirst()
        .ifPresent(
            failed -> {
              throw new StartRefused(
                  "The database %s is between two schemas: an earlier start could not bring it to version %s."
                      .formatted(where, failed.getVersion()),
                  FailedMigrationAnalyzer.REMEDY,
                  null);
            });
    ValidateResult result = flyway.validateWithResult();
    if (!result.validationSuccessful) {
      throw new StartRefused(
          "The database %s has tables that this service did not make: %s."
              .formatted(where, firstLine(result.getAllErrorMessages())),
          "Give this service a database of its own (TRAINYARD_DATA_DIR or SPRING_DATASOURCE_URL).",
          null);
    }
  }

  private static boolean isFuture(MigrationState state) {
    return state == MigrationState.FUTURE_SUCCESS || state == MigrationState.FUTURE_FAILED;
  }

  private @Nullable MigrationVersion newest() {
    return Arrays.stream(flyway.info().all())
        .filter(migration -> !isFuture(migration.getState()))
        .map(MigrationInfo::getVersion)
        .reduce((_, last) -> last)
        .orElse(null);
  }

  private static String firstLine(String text) {
    return text.strip().lines().findFirst().orElse("").replaceFirst("\\.$", "");
  }
}
