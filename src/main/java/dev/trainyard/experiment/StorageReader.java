package dev.trainyard.experiment;

import dev.trainyard.catalog.Datasets;
import dev.trainyard.experiment.Storage.Kept;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.jdbc.DatabaseDriver;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Measures what is on disk. */
@Component
class StorageReader {
  private final JdbcClient jdbc;
  private final Datasets datasets;
  private final String databaseSize;

  StorageReader(JdbcClient jdbc, Datasets datasets, @Value("${spring.datasource.url}") String url) {
    this.jdbc = jdbc;
    this.datasets = datasets;
    this.databaseSize =
        DatabaseDriver.fromJdbcUrl(url) == DatabaseDriver.POSTGRESQL
            ? "select pg_database_size(current_database())"
            : "select cast(setting_value as bigint) from information_schema.settings where setting_name = 'info.FILE_SIZE'";
  }

  /** The present state. */
  Storage read() {
    long database = jdbc.sql(databaseSize).query(Long.class).optional().orElse(0L);
    return new Storage(database, kept(true), kept(false), datasets.bytesOnDisk());
  }

  private Kept kept(boolean completed) {
    return jdbc.sql(
            """
            select count(*) as count, coalesce(sum(octet_length(c.parameters) + octet_length(c.updater_state)
                + coalesce(octet_length(b.parameters), 0)), 0) as bytes
            from checkpoint c join trial t on t.id = c.trial_id left join best_model b on b.trial_id = t.id
            where (t.status = 'COMPLETED') = ?
            """)
        .param(completed)
        .query(Kept.class)
        .single();
  }
}
