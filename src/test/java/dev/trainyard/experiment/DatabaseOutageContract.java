package dev.trainyard.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.JsonNode;

/** What users and operators see while the database fails in mid-training, and after. */
@Execution(ExecutionMode.CONCURRENT)
@NullUnmarked
abstract class DatabaseOutageContract {
  private static final String BEGIN = " cannot be used: ";
  private static final String END = "The database can be used again";

  @TempDir Path directory;

  /** The URL of a database that this test alone uses. */
  abstract String url() throws Exception;

  /** Begins an outage that lasts. */
  abstract void breakDatabase(ServiceProcess service) throws Exception;

  /** Ends it. */
  abstract void mendDatabase(ServiceProcess service) throws Exception;

  /** What the operator is told that the reason is. */
  abstract String reason();

  @Test
  void isSaidOnceAndEndsByItselfAndTrialsGoOnToTheSameBits() throws Exception {
    JsonNode undisturbed = SmallSweep.undisturbedCurvesOfTwoCells();
    try (ServiceProcess service = start()) {
      service.post("/experiments", SmallSweep.TWO_CELLS);
      service.awaitEpochs(1, 5);
      breakDatabase(service);
      service.await(() -> status(service, "/actuator/health") == 503);

      long lines = linesAfter(service, BEGIN);
      for (int request = 0; request < 50; request++) {
        ResponseEntity<String> answer = service.answer("/experiments/1");
        assertThat(answer.getStatusCode().value()).as("%s", answer).isEqualTo(503);
        assertThat(answer.getHeaders().getContentType())
            .isEqualTo(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(answer.getBody()).containsPattern(reason()).contains("goes on by itself");
      }
      assertThat(status(service, "/networks")).isEqualTo(200);
      assertThat(status(service, "/actuator/health/readiness")).isEqualTo(503);
      assertThat(status(service, "/actuator/health/liveness")).isEqualTo(200);
      // Over and over, for longer than figures are kept.
      service.await(
          () ->
              String.valueOf(service.answer("/actuator/prometheus").getBody())
                  .contains("trainyard_trials{status=\"running\"} NaN"));
      assertThat(linesAfter(service, BEGIN)).as(service.log()).isEqualTo(lines);

      mendDatabase(service);
      service.await(() -> status(service, "/actuator/health") == 200);
      JsonNode done = service.awaitEnd(1);

      assertThat(done.path("status").asString()).as("%s", done).isEqualTo("COMPLETED");
      assertThat(SmallSweep.curves(service, 1)).isEqualTo(undisturbed);
      assertThat(attempts(service))
          .as("it was interrupted")
          .isGreaterThan(SmallSweep.TRIALS_OF_TWO_CELLS);
      assertThat(service.log())
          .containsOnlyOnce(BEGIN)
          .containsPattern(BEGIN + "(" + reason() + ")")
          .containsOnlyOnce(END)
          .doesNotContain("\tat ");
    }
  }

  @Test
  void doesNotKeepTheProcessFromEndingInTime() throws Exception {
    try (ServiceProcess service = start()) {
      service.post("/experiments", SmallSweep.TWO_CELLS);
      service.awaitEpochs(1, 1);
      breakDatabase(service);
      service.await(() -> status(service, "/actuator/health") == 503);

      assertThat(service.terminate(Duration.ofSeconds(10))).isEqualTo(143);
      assertThat(service.log()).doesNotContain("\tat ");
      mendDatabase(service);
    }
    try (ServiceProcess service = start()) {
      assertThat(service.awaitEnd(1).path("status").asString()).isEqualTo("COMPLETED");
    }
  }

  private ServiceProcess start() throws Exception {
    return new ServiceProcess(
            directory,
            "trainyard.slots=2",
            "trainyard.dead-after=6s",
            "spring.datasource.url=" + url())
        .ready();
  }

  private static int attempts(ServiceProcess service) {
    return IntStream.rangeClosed(1, SmallSweep.TRIALS_OF_TWO_CELLS)
        .map(trial -> service.get("/experiments/1/trials/" + trial).path("attempts").size())
        .sum();
  }

  private static int status(ServiceProcess service, String path) {
    return service.answer(path).getStatusCode().value();
  }

  /**
   * Lines of the log from one that contains a text on. What another thread was writing just then
   * may follow it.
   */
  private static long linesAfter(ServiceProcess service, String text) {
    return service.log().lines().dropWhile(line -> !line.contains(text)).count();
  }
}
