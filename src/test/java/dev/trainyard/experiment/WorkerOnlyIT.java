package dev.trainyard.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trainyard.outcome.Status;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A process that only trains. */
@OnH2
@TestPropertySource(properties = "trainyard.roles=worker")
@NullUnmarked
class WorkerOnlyIT extends ServiceTest {
  @Autowired JsonMapper json;
  @Autowired ExperimentGroups groups;
  @Autowired Experiments reader;

  @Override
  @AfterEach
  protected void leaveNothingBehind() {
    engine.release();
  }

  @Test
  void trainsWhatAnotherProcessHasQueued() {
    ExperimentRequest request =
        json.readValue(
            "{\"network\":\"baseline\",\"training\":{\"epochs\":2}}", ExperimentRequest.class);
    long id = groups.submit(List.of(request)).getFirst();

    await().until(() -> reader.experiment(id).status() == Status.COMPLETED);
  }

  @Test
  void answersWhetherItIsWellAndNothingElse() {
    assertThat(body("/actuator/health").path("status").asString()).isEqualTo("UP");
    assertThat(service.get("/actuator/prometheus", "*/*", String.class).getBody())
        .contains("trainyard_epoch_seconds_count")
        .doesNotContain("trainyard_trials");
    assertTurnedAway(get("/experiments"));
    assertTurnedAway(post("/experiments", "{\"network\":\"baseline\"}"));
    assertTurnedAway(call(HttpMethod.DELETE, "/experiments/1", ""));
    assertTurnedAway(get("/v3/api-docs"));
    assertTurnedAway(get("/"));
    assertTurnedAway(get("/page/main.js"));
    assertTurnedAway(get("/webjars/uplot/dist/uPlot.iife.min.js"));
  }

  private static void assertTurnedAway(ResponseEntity<JsonNode> answer) {
    assertThat(answer.getStatusCode().value()).isEqualTo(404);
    assertThat(answer.getHeaders().getContentType()).isEqualTo(MediaType.APPLICATION_PROBLEM_JSON);
    assertThat(answer.getBody().path("detail").asString()).contains("only trains", "role api");
  }
}
