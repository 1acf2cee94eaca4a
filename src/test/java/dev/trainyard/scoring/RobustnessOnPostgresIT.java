package dev.trainyard.scoring;

import dev.trainyard.experiment.Postgres;
import org.jspecify.annotations.NullUnmarked;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The contract on the database that several machines share. */
@NullUnmarked
class RobustnessOnPostgresIT extends RobustnessContract {

  @DynamicPropertySource
  static void onPostgres(DynamicPropertyRegistry properties) {
    String url = Postgres.newDatabase();
    properties.add("spring.datasource.url", () -> url);
  }
}
