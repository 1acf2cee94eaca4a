package dev.trainyard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UnsupportedEncodingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.MediaType;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What Swagger UI shows of every call. */
@SpringBootTest
@AutoConfigureMockMvc
class OpenApiTest {
  private static final Set<String> CALLS = Set.of("get", "post", "put", "delete", "patch");
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir static Path data;

  @DynamicPropertySource
  static void ownDirectory(DynamicPropertyRegistry properties) {
    properties.add("trainyard.data-dir", data::toString);
  }

  @Autowired MockMvcTester mvc;

  /** A call of the service. */
  private record Call(String name, String path, JsonNode operation) {}

  @Test
  void tellsOfEveryCallWhatItDoesAndHowItFails() throws UnsupportedEncodingException {
    List<Call> calls = calls();
    assertThat(calls).extracting(Call::name).contains("post /experiments", "get /networks");
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
  void describesEveryAnswerInItsFormat() throws UnsupportedEncodingException {
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
  void saysWhatADryRunAnswers() throws UnsupportedEncodingException {
    assertThat(calls())
        .filteredOn(call -> call.name().equals("post /experiments"))
        .singleElement()
        .extracting(
            call ->
                call.operation()
                    .at("/responses/200/content/application~1json/schema/$ref")
                    .asString(""))
        .isEqualTo("#/components/schemas/DryRun");
  }

  @Test
  void givesExamplesThatWorkAsTheyStand() throws UnsupportedEncodingException {
    int tried = 0;
    for (Call call : calls()) {
      JsonNode examples = call.operation().at("/requestBody/content/application~1json/examples");
      for (JsonNode example : examples) {
        JsonNode value = example.path("value");
        String body = value.isString() ? value.stringValue() : value.toString();
        if (call.path().contains("{")) {
          continue;
        }
        assertThat(
                mvc.post()
                    .uri(call.path() + (takes(call, "dryRun") ? "?dryRun=true" : ""))
                    .contentType(MediaType.APPLICATION_JSON)
                    .content(body)
                    .exchange())
            .as("%s: %s", call.name(), body)
            .hasStatus2xxSuccessful();
        tried++;
      }
    }
    assertThat(tried).isGreaterThan(4);
  }

  private static boolean takes(Call call, String parameter) {
    return call.operation()
        .path("parameters")
        .valueStream()
        .anyMatch(one -> one.path("name").asString().equals(parameter));
  }

  @Test
  void showsSwaggerUi() {
    assertThat(mvc.get().uri("/swagger-ui.html").exchange()).hasStatus3xxRedirection();
    assertThat(mvc.get().uri("/swagger-ui/index.html").exchange()).hasStatusOk();
  }

  private List<Call> calls() throws UnsupportedEncodingException {
    JsonNode api =
        JSON.readTree(mvc.get().uri("/v3/api-docs").exchange().getResponse().getContentAsString());
    assertThat(api.at("/info/title").asString("")).isEqualTo("Trainyard");
    assertThat(api.at("/components/schemas/Problem/properties/errors").isObject()).isTrue();
    List<Call> calls = new ArrayList<>();
    api.path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue().properties().stream()
                    .filter(operation -> CALLS.contains(operation.getKey()))
                    .forEach(
                        operation ->
                            calls.add(
                                new Call(
                                    operation.getKey() + " " + path.getKey(),
                                    path.getKey(),
                                    operation.getValue()))));
    return calls;
  }
}
