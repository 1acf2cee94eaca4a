package dev.trainyard.database;

import java.sql.SQLException;
import org.flywaydb.core.api.FlywayException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.env.Environment;

/** Says in one sentence that the schema could not be brought up to this version. */
class FailedMigrationAnalyzer extends AbstractFailureAnalyzer<FlywayException> {
  private final Environment environment;

  FailedMigrationAnalyzer(Environment environment) {
    this.environment = environment;
  }

  @Override
  protected FailureAnalysis analyze(Throwable root, FlywayException cause) {
    String script = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    String reason =
        NestedExceptionUtils.getMostSpecificCause(cause) instanceof SQLException refused
            ? "%s: %s".formatted(script, DatabaseCheck.sentence(refused))
            : script;
    return new FailureAnalysis(
        "The database %s cannot be brought to the schema of this version: %s."
            .formatted(DatabaseSettings.of(environment).shown(), reason),
        """
        Put back the copy that was made before the upgrade, and start this version again once the \
        cause is gone, or the version before.""",
        cause);
  }
}
