package dev.trainyard.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trainyard.catalog.Datasets;
import dev.trainyard.dataset.DatasetStore;
import dev.trainyard.dataset.ImageDataset;
import dev.trainyard.engine.Engines;
import dev.trainyard.engine.dl4j.Dl4jEngine;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;

/** The whole service over HTTP, with a scripted engine and few images. */
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {"trainyard.slots=2", "trainyard.poll-interval=100ms"})
@Import(ServiceTest.Parts.class)
@NullUnmarked
public abstract class ServiceTest {

  /** What stands in for the large parts. */
  @TestConfiguration
  static class Parts {
    @Bean
    ScriptedEngine scriptedEngine() {
      return new ScriptedEngine();
    }

    @Bean
    @Primary
    Engines scriptedEngines(ScriptedEngine engine) {
      return new Engines(List.of(engine, new Dl4jEngine()));
    }

    @Bean
    @Primary
    Datasets smallDatasets(DatasetStore unused) {
      return new Datasets(unused) {
        @Override
        public ImageDataset get(String name) {
          return SmallImages.dataset(40, 20);
        }
      };
    }
  }

  @LocalServerPort protected int port;
  @Autowired protected ScriptedEngine engine;

  @AfterEach
  void emptyTheQueue() {
    engine.release();
    for (String status : List.of("QUEUED", "RUNNING")) {
      body("/experiments?size=200&status=" + status)
          .path("items")
          .forEach(item -> call(HttpMethod.DELETE, "/experiments/" + item.path("id"), ""));
    }
  }

  protected ResponseEntity<JsonNode> call(HttpMethod method, String path, String body) {
    RestClient.RequestBodySpec request =
        RestClient.create("http://localhost:" + port).method(method).uri(path);
    if (!body.isEmpty()) {
      request.contentType(MediaType.APPLICATION_JSON).body(body);
    }
    return request
        .retrieve()
        .onStatus(status -> true, (ignored, response) -> {})
        .toEntity(JsonNode.class);
  }

  protected ResponseEntity<JsonNode> get(String path) {
    return call(HttpMethod.GET, path, "");
  }

  protected JsonNode body(String path) {
    ResponseEntity<JsonNode> answer = get(path);
    assertThat(answer.getStatusCode().value()).as("GET %s: %s", path, answer).isEqualTo(200);
    return answer.getBody();
  }

  protected ResponseEntity<JsonNode> post(String path, String body) {
    return call(HttpMethod.POST, path, body);
  }

  /** Submits an experiment and returns its path. */
  protected String submit(String request) {
    ResponseEntity<JsonNode> answer = post("/experiments", request);
    assertThat(answer.getStatusCode().value()).as("%s", answer).isEqualTo(202);
    return answer.getHeaders().getLocation().getPath();
  }

  protected JsonNode awaitStatus(String experiment, String status) {
    return await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> body(experiment), now -> now.path("status").asString().equals(status));
  }

  protected JsonNode awaitEpochs(String experiment, int epochs) {
    return await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(20))
        .until(
            () -> body(experiment),
            now -> now.path("progress").path("epochsCompleted").asInt() >= epochs);
  }
}
