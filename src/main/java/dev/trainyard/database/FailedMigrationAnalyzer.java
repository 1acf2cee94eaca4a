package dev.trainyard.database;

import java.sql.SQLException;
import org.flywaydb.core.api.FlywayException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.NestedExceptionUtils;
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

  /** The step that failed, what the database said, and what lies behind that. */
  static String reason(FlywayException e) {
    StringBuilder reason =
        new StringBuilder(String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    Throwable root = NestedExceptionUtils.getMostSpecificCause(e);
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException refused) {
        reason.append(": ").append(DatabaseCheck.sentence(refused));
        break;
      }
    }
    if (!root.equals(e) && !(root instanceof SQLException)) {
      reason.append(": ").append(String.valueOf(root.getMessage()).lines().findFirst().orElse(""));
    }
    return reason.toString().replaceFirst("\\.$", "");
  }
}
