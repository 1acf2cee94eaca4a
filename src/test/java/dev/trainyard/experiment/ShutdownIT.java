package dev.trainyard.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** What SIGTERM makes of a service that trains while users watch. */
@Execution(ExecutionMode.CONCURRENT)
@NullUnmarked
class ShutdownIT {
  private static final String LONG =
      """
      {"network":"hinton-500-300","training":{"epochs":10000},"replicates":3}
      """;

  /** A mini-batch takes milliseconds; the rest is for a machine that is busy with other things. */
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  private static final int EXIT_CODE_OF_SIGTERM = 128 + 15;

  @TempDir Path directory;

  @Test
  void givesItsTrialsBackWithinAMiniBatchAndEndsWithinTenSeconds() throws Exception {
    Instant signalled;
    try (ServiceProcess service = new ServiceProcess(directory, "trainyard.slots=2").ready()) {
      service.post("/experiments", LONG);
      service.awaitEpochs(1, 2);
      Stream<String> watched = service.events(1);
      signalled = Instant.now();

      assertThat(service.terminate(Duration.ofSeconds(10))).isEqualTo(EXIT_CODE_OF_SIGTERM);
      assertThat(watched).contains("event:trial");
    }
    assertIsGivenBack(signalled);
  }

  private void assertIsGivenBack(Instant signalled) {
    JdbcClient database =
        JdbcClient.create(
            new DriverManagerDataSource("jdbc:h2:file:%s/trainyard".formatted(directory)));
    assertThat(database.sql("select status from trial").query(String.class).list())
        .containsOnly("QUEUED");
    assertThat(database.sql("select process_deaths from trial").query(Integer.class).list())
        .containsOnly(0);
    assertThat(database.sql("select ended_at from attempt").query(OffsetDateTime.class).list())
        .as("ended after %s", signalled)
        .hasSize(2)
        .allMatch(ended -> ended.toInstant().isBefore(signalled.plus(PATIENCE)));
    assertThat(database.sql("select picked from scheduled_tasks").query(Boolean.class).list())
        .hasSize(3)
        .containsOnly(false);
  }
}
