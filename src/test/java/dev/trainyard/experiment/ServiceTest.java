package dev.trainyard.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trainyard.ServiceClient;
import dev.trainyard.catalog.Datasets;
import dev.trainyard.catalog.OwnDatasets;
import dev.trainyard.dataset.DatasetStore;
import dev.trainyard.dataset.ImageDataset;
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
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/**
 * The whole service over HTTP, with a scripted engine and few images; {@link OnH2} or {@link
 * OnPostgres} says on which database.
 */
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
    EngineSwitch engineSwitch(ScriptedEngine script) {
      return new EngineSwitch(script);
    }

    @Bean
    @Primary
    WrongClock wrongClock() {
      return new WrongClock();
    }

    @Bean
    static StatementCounter statementCounter() {
      return new StatementCounter();
    }

    @Bean
    @Primary
    Datasets smallDatasets(DatasetStore store, OwnDatasets own) {
      return new Datasets(store, own) {
        @Override
        public ImageDataset get(String name) throws InterruptedException {
          facts(name);
          return isBuiltIn(name) ? SmallImages.dataset(40, 20) : super.get(name);
        }
      };
    }
  }

  @Autowired protected ScriptedEngine engine;
  @Autowired protected EngineSwitch engines;
  @Autowired protected JdbcClient jdbc;
  @Autowired protected WrongClock clock;
  protected ServiceClient service;

  @Autowired
  void connect(@LocalServerPort int port) {
    service = new ServiceClient(port);
  }

  /** The service and its database are the next test's as well. */
  @AfterEach
  protected void leaveNothingBehind() {
    engine.release();
    clock.set(Duration.ZERO);
    for (String kept : List.of("/studies", "/experiments")) {
      body(kept + "?size=100")
          .path("items")
          .forEach(item -> call(HttpMethod.DELETE, kept + "/" + item.path("id"), ""));
    }
    jdbc.sql("delete from idempotency_key").update();
    jdbc.sql("delete from dataset").update();
    engines.followTheScript();
  }

  protected ResponseEntity<JsonNode> call(
      HttpMethod method, String path, String body, String... headers) {
    return service.call(method, path, body, headers);
  }

  protected ResponseEntity<JsonNode> get(String path) {
    return call(HttpMethod.GET, path, "");
  }

  protected JsonNode body(String path) {
    return service.read(path);
  }

  protected ResponseEntity<JsonNode> post(String path, String body, String... headers) {
    return call(HttpMethod.POST, path, body, headers);
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
