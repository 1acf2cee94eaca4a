package dev.trainyard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.JsonNode;

/** What Swagger UI shows of every call. */
class OpenApiIT extends ApiDocument {

  @BeforeEach
  void trainForReal() {
    engines.trainForReal();
  }

  @Test
  void saysWhatTheServiceIsAndWhatAnErrorIs() {
    JsonNode document = document();
    assertThat(document.at("/info/title").asString("")).isEqualTo("Trainyard");
    assertThat(document.at("/components/schemas/Problem/properties/errors").isObject()).isTrue();
  }

  @Test
  void tellsOfEveryCallWhatItDoesAndHowItFails() {
    List<Call> calls = calls();
    assertThat(calls).extracting(Call::name).contains("POST /experiments", "GET /networks");
    SoftAssertions softly = new SoftAssertions();
    for (Call call : calls) {
      softly.assertThat(call.operation().path("summary").asString("")).as(call.name()).isNotBlank();
      softly.assertThat(call.operation().path("tags").size()).as(call.name()).isOne();
      call.operation()
          .path("responses")
          .properties()
          .forEach(
              answer ->
                  softly
                      .assertThat(answer.getValue().path("description").asString(""))
                      .as("%s, %s", call.name(), answer.getKey())
                      .isNotBlank());
      softly
          .assertThat(
              call.operation()
                  .at("/responses/500/content/application~1problem+json/schema/$ref")
                  .asString(""))
          .as(call.name())
          .isEqualTo("#/components/schemas/Problem");
    }
    softly.assertAll();
  }

  @Test
  void describesEveryAnswerInItsFormat() {
    SoftAssertions softly = new SoftAssertions();
    for (Call call : calls()) {
      call.operation()
          .path("responses")
          .properties()
          .forEach(
              answer ->
                  softly
                      .assertThat(answer.getValue().path("content").propertyNames())
                      .as("%s %s", call.name(), answer.getKey())
                      .allSatisfy(
                          type ->
                              assertThat(type.equals("application/problem+json"))
                                  .isEqualTo(answer.getKey().compareTo("400") >= 0))
                      .doesNotContain("*/*"));
    }
    softly.assertAll();
  }

  @Test
  void saysWhatADryRunAnswers() {
    assertThat(calls())
        .filteredOn(call -> call.name().equals("POST /experiments"))
        .singleElement()
        .extracting(
            call ->
                call.operation()
                    .at("/responses/200/content/application~1json/schema/$ref")
                    .asString(""))
        .isEqualTo("#/components/schemas/DryRun");
  }

  @Test
  void givesExamplesThatWorkAsTheyStand() {
    int tried = 0;
    for (Call call : calls()) {
      JsonNode examples = call.operation().at("/requestBody/content/application~1json/examples");
      for (JsonNode example : examples) {
        JsonNode value = example.path("value");
        String body = value.isString() ? value.stringValue() : value.toString();
        if (call.path().contains("{")) {
          continue;
        }
        ResponseEntity<JsonNode> answer = post(call.path(), body);
        assertThat(answer.getStatusCode().is2xxSuccessful())
            .as("%s: %s: %s", call.name(), body, answer)
            .isTrue();
        tried++;
      }
    }
    assertThat(tried).isGreaterThan(4);
  }

  @Test
  void listsFirstWhatAUserComesForFirst() {
    assertThat(document().path("tags").valueStream().map(tag -> tag.path("name").asString()))
        .containsExactly(
            "Experiments", "Results", "Studies", "Networks", "Datasets", "Verification", "Storage");
  }

  @Test
  void leadsFromTheRootToWhatThereIs() {
    assertThat(page("/").getStatusCode().is3xxRedirection()).isTrue();
    assertThat(page("/").getHeaders().getLocation()).hasPath("/swagger-ui.html");
  }

  @Test
  void showsSwaggerUi() {
    assertThat(page("/swagger-ui.html").getStatusCode().is3xxRedirection()).isTrue();
    assertThat(page("/swagger-ui/index.html").getStatusCode().value()).isEqualTo(200);
  }

  private ResponseEntity<String> page(String path) {
    return service.get(path, "text/html", String.class);
  }
}
