package dev.trainyard.database;

import org.flywaydb.core.api.FlywayException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/** Says in one sentence that the schema could not be brought up to this version. */
class FailedMigrationAnalyzer extends AbstractFailureAnalyzer<FlywayException> {
  static final String REMEDY =
      """
      Put back the copy that was made before the upgrade, and start this version again once the \
      cause is gone, or the version before.""";

  private final Environment environment;

  FailedMigrationAnalyzer(Environment environment) {
    this.environment = environment;
  }

  @Override
  protected FailureAnalysis analyze(Throwable root, FlywayException cause) {
    return new FailureAnalysis(
        "The database %s cannot be brought to the schema of this version: %s."
            .formatted(DatabaseSettings.of(environment).shown(), reason(cause)),
        REMEDY,
        cause);
  }

  /** The step that failed, and what lies behind that. */
  static String reason(FlywayException e) {
    String step = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    return e.getCause() == null ? step : "%s: %s".formatted(step, DatabaseFailure.reason(e));
  }
}
