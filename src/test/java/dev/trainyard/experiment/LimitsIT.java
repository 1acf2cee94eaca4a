package dev.trainyard.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** A service that takes little on: each limit has its own answer, with the setting's name. */
@OnH2
@TestPropertySource(
    properties = {
      "trainyard.roles=api",
      "trainyard.limits.body-size=10KB",
      "trainyard.limits.json-depth=20",
      "trainyard.limits.layers=6",
      "trainyard.limits.parameters=2000000",
      "trainyard.limits.epochs=50",
      "trainyard.limits.batch-size=2000",
      "trainyard.limits.trials=10",
      "trainyard.limits.queued-trials=12",
      "trainyard.limits.trial-memory=60MB",
      "trainyard.limits.event-streams=2",
      "trainyard.limits.picture-pixels=400000"
    })
@NullUnmarked
class LimitsIT extends ServiceTest {
  private static final String BASELINE = "\"network\":\"baseline\"";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`\"training\":{\"epochs\":51}` | training.epochs | EPOCHS | 51; at most 50",
        "`\"training\":{\"batchSize\":2001}` | training.batchSize | BATCH_SIZE | 2,001; at most 2,000",
        "`\"replicates\":11` | replicates | TRIALS | 11 trials",
        "`\"sweep\":{\"training.epochs\":[1,51]}` | training.epochs | EPOCHS | with {training.epochs=51}"
      })
  void refusesAnExperimentThatIsTooLarge(String part, String field, String limit, String text) {
    ResponseEntity<JsonNode> answer = post("/experiments", "{%s,%s}".formatted(BASELINE, part));

    assertThat(answer.getStatusCode().value()).as("%s", answer).isEqualTo(400);
    assertThat(answer.getBody().at("/errors/0/field").asString()).isEqualTo(field);
    assertThat(answer.getBody().at("/errors/0/message").asString())
        .contains(text, "TRAINYARD_LIMITS_" + limit);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"type\":\"activation\",\"activation\":\"relu\"},{\"type\":\"dropout\",\"rate\":0.5},{\"type\":\"dropout\",\"rate\":0.5},{\"type\":\"dropout\",\"rate\":0.5},{\"type\":\"dropout\",\"rate\":0.5} | LAYERS | are 7",
        "{\"type\":\"dense\",\"units\":2600} | PARAMETERS | have 2,067,010 parameters",
        "{\"type\":\"dense\",\"units\":2500} | TRIAL_MEMORY | would need at least 78 MB"
      })
  void refusesANetworkThatIsTooLarge(String layers, String limit, String text) {
    String network =
        "{\"network\":{\"layers\":[{\"type\":\"flatten\"},%s,{\"type\":\"dense\",\"units\":10,\"activation\":\"softmax\"}]},\"training\":{\"optimizer\":{\"type\":\"adam\"}}}"
            .formatted(layers);
    for (String path : List.of("/experiments", "/experiments?dryRun=true")) {
      ResponseEntity<JsonNode> answer = post(path, network);

      assertThat(answer.getStatusCode().value()).as("%s", answer).isEqualTo(400);
      assertThat(answer.getBody().at("/errors/0/field").asString()).isEqualTo("network.layers");
      assertThat(answer.getBody().at("/errors/0/message").asString())
          .contains(text, "TRAINYARD_LIMITS_" + limit);
    }
    assertThat(body("/experiments").path("items")).isEmpty();
  }

  @Test
  void refusesABodyThatIsTooLargeOrTooDeep() {
    for (String body :
        List.of(
            "{%s,\"name\":\"%s\"}".formatted(BASELINE, "x".repeat(10_240)),
            "{\"network\":%s1%s}".formatted("[".repeat(30), "]".repeat(30)))) {
      ResponseEntity<JsonNode> answer = post("/experiments", body);
      assertThat(answer.getStatusCode().value()).as("%s", answer).isEqualTo(413);
      assertThat(answer.getBody().path("detail").asString())
          .containsPattern("TRAINYARD_LIMITS_(BODY_SIZE|JSON_DEPTH)");
    }
  }

  @Test
  void refusesWhatTheQueueHasNoRoomForUntilSomethingLeavesIt() {
    String first = submit("{%s,\"replicates\":10}".formatted(BASELINE));
    String second = submit("{%s,\"replicates\":2}".formatted(BASELINE));
    for (String path : List.of("/experiments", "/studies")) {
      ResponseEntity<JsonNode> full =
          post(
              path,
              path.equals("/studies") ? "{\"template\":\"quick\"}" : "{%s}".formatted(BASELINE));
      assertThat(full.getStatusCode().value()).as("%s", full).isEqualTo(429);
      assertThat(full.getHeaders().getFirst(HttpHeaders.RETRY_AFTER)).isEqualTo("60");
      assertThat(full.getBody().path("detail").asString())
          .startsWith("12 trials are queued")
          .contains("TRAINYARD_LIMITS_QUEUED_TRIALS");
    }
    assertThat(body("/experiments").path("items")).hasSize(2);
    assertThat(body("/studies").path("items")).isEmpty();

    assertThat(post(second + "/cancel", "").getStatusCode().value()).isEqualTo(200);
    submit("{%s}".formatted(BASELINE));
    ResponseEntity<JsonNode> resumed = post(second + "/resume", "");
    assertThat(resumed.getStatusCode().value()).as("%s", resumed).isEqualTo(429);
    assertThat(body(second).path("status").asString()).isEqualTo("CANCELLED");
    call(HttpMethod.DELETE, first, "");
    assertThat(post(second + "/resume", "{\"epochs\":51}").getStatusCode().value()).isEqualTo(400);
    assertThat(post(second + "/resume", "").getStatusCode().value()).isEqualTo(202);
  }

  @Test
  void opensNoMoreEventStreamsThanItMayUntilOneEnds() {
    String experiment = submit("{%s}".formatted(BASELINE));
    String path = experiment + "/events";
    List<Stream<String>> open = new ArrayList<>();
    try {
      for (String type : List.of("text/event-stream", "text/plain")) {
        Stream<String> stream = service.lines(path, "Accept: " + type);
        assertThat(stream.iterator().next()).isNotNull();
        open.add(stream);
      }
      for (String type : List.of("text/event-stream", "text/plain")) {
        ResponseEntity<JsonNode> full = call(HttpMethod.GET, path, "", "Accept: " + type);
        assertThat(full.getStatusCode().value()).as("%s", full).isEqualTo(429);
        assertThat(full.getHeaders().getFirst(HttpHeaders.RETRY_AFTER)).isEqualTo("10");
        assertThat(full.getBody().path("detail").asString())
            .contains("2 event streams are open", "TRAINYARD_LIMITS_EVENT_STREAMS");
      }
      assertThat(
              call(HttpMethod.GET, "/events", "", "Accept: text/event-stream")
                  .getStatusCode()
                  .value())
          .isEqualTo(429);
    } finally {
      post(experiment + "/cancel", "");
      open.forEach(Stream::close);
    }
    await()
        .until(
            () ->
                service
                        .call(HttpMethod.GET, path, "", String.class, "Accept: text/event-stream")
                        .getStatusCode()
                        .value()
                    == 200);
  }

  @Test
  void drawsNoPictureThatIsTooLarge() {
    String experiment = submit("{%s}".formatted(BASELINE));
    ResponseEntity<JsonNode> large =
        call(HttpMethod.GET, experiment + "/curves.png?width=801&height=500", "");
    assertThat(large.getStatusCode().value()).as("%s", large).isEqualTo(400);
    assertThat(large.getBody().path("detail").asString())
        .contains("400,500 pixels", "TRAINYARD_LIMITS_PICTURE_PIXELS");
    assertThat(
            service
                .get(experiment + "/curves.png?width=800&height=500", "image/png", byte[].class)
                .getStatusCode()
                .value())
        .isEqualTo(200);
  }
}
