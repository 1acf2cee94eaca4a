package dev.trainyard.experiment.ledger;

import dev.trainyard.experiment.Postgres;
import org.jspecify.annotations.NullUnmarked;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The contract on the database that several machines share. */
@NullUnmarked
class ExperimentOnPostgresIT extends ExperimentContract {

  @DynamicPropertySource
  static void onPostgres(DynamicPropertyRegistry properties) {
    String url = Postgres.newDatabase();
    properties.add("spring.datasource.url", () -> url);
  }
}
