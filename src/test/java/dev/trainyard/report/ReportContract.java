package dev.trainyard.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.experiment.ServiceTest;
import java.nio.file.Path;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.client.RestClient;

/** A study that a script has trained and whose results a scenario replaces, one for all tests. */
@NullUnmarked
abstract class ReportContract extends ServiceTest {
  @TempDir static Path directory;

  @Autowired JdbcClient jdbc;
  long study;

  @DynamicPropertySource
  static void inAFile(DynamicPropertyRegistry properties) {
    properties.add("trainyard.data-dir", directory::toString);
  }

  @BeforeEach
  void trainAStudy() {
    var studies = body("/studies").path("items");
    study =
        studies.isEmpty()
            ? post("/studies", "{\"template\":\"quick\"}").getBody().path("id").asLong()
            : studies.path(0).path("id").asLong();
    awaitStatus("/studies/" + study, "COMPLETED");
    jdbc.sql("update trial set status = 'COMPLETED'").update();
    Scenario.usual().write(jdbc, study);
  }

  /** The Markdown of what a scenario comes to. */
  String text(Scenario scenario) {
    scenario.write(jdbc, study);
    return text();
  }

  String text() {
    return plain(as("text/markdown", String.class).getBody());
  }

  <T> ResponseEntity<T> as(String type, Class<T> body) {
    ResponseEntity<T> answer =
        RestClient.create("http://localhost:" + port)
            .get()
            .uri("/studies/" + study + "/report")
            .header("Accept", type)
            .retrieve()
            .onStatus(status -> true, (request, response) -> {})
            .toEntity(body);
    assertThat(answer.getStatusCode().value()).as("%s", answer).isEqualTo(200);
    assertThat(answer.getHeaders().getContentType().toString()).startsWith(type);
    return answer;
  }

  /** With ordinary spaces and minus signs. */
  static String plain(String text) {
    return text.replace('\u00a0', ' ').replace('\u2212', '-');
  }

  /** From a heading to the next one of the same level. */
  static String section(String text, String heading) {
    int begin = text.indexOf("\n" + heading);
    assertThat(begin).as("%s in%n%s", heading, text).isNotNegative();
    String level = heading.substring(0, heading.indexOf(' ') + 1);
    int end = text.indexOf("\n" + level, begin + 1);
    return text.substring(begin, end < 0 ? text.length() : end);
  }
}
