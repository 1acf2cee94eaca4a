package dev.trainyard.database;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says at start-up what to do about {@link DatabaseFileInUse}. */
class DatabaseFileInUseAnalyzer extends AbstractFailureAnalyzer<DatabaseFileInUse> {

  @Override
  protected FailureAnalysis analyze(Throwable root, DatabaseFileInUse cause) {
    return new FailureAnalysis(
        cause.getMessage()
            + " It is most likely another Trainyard. The embedded database H2 belongs to one process at a time.",
        """
        Stop the other process, or
        give this one a data directory of its own: TRAINYARD_DATA_DIR=/another/directory, or
        let both work on one PostgreSQL: SPRING_DATASOURCE_URL=jdbc:postgresql://host/database, \
        with SPRING_DATASOURCE_USERNAME and SPRING_DATASOURCE_PASSWORD.""",
        cause);
  }
}
