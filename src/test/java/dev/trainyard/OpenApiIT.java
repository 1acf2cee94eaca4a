package dev.trainyard;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

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
  void saysOfWhatIsStoredThatADatabaseMayFail() {
    assertThat(calls())
        .filteredOn(call -> call.operation().path("responses").has("503"))
        .extracting(Call::name)
        .contains("GET /experiments", "POST /studies", "GET /datasets", "POST /networks/summary")
        .doesNotContain("GET /networks", "GET /networks/{name}", "GET /engines");
  }

  @Test
  void saysWhatADryRunAnswers() {
    assertThat(calls())
        .filteredOn(call -> call.name().equals("POST /experiments"))
        .singleElement()
        .extracting(
            call -> call.operation().at("/responses/200/content/application~1json/schema/oneOf"))
        .extracting(schemas -> schemas.path(0).path("$ref").asString(""))
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
  void fitsTheSchemaOfOpenApi() throws IOException {
    String base = "https://spec.openapis.org/oas/3.1/";
    String whole =
        """
        {"$schema": "https://json-schema.org/draft/2020-12/schema",
         "$id": "https://trainyard.dev/openapi-3.1-with-schemas",
         "$ref": "https://spec.openapis.org/oas/3.1/schema/2026-08-03",
         "$defs": {"schema": {
           "$dynamicAnchor": "meta",
           "allOf": [
             {"$ref": "https://json-schema.org/draft/2020-12/schema"},
             {"$ref": "https://spec.openapis.org/oas/3.1/meta/base"}]}}}
        """;
    Map<String, String> official =
        Map.of(
            base + "schema/2026-08-03", resource("schema.json"),
            base + "meta/base", resource("meta-base.json"));
    SchemaRegistry registry =
        SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(official));

    assertThat(registry.getSchema(whole).validate(document())).isEmpty();
  }

  private static String resource(String name) throws IOException {
    return Files.readString(Path.of("src/test/resources/openapi-3.1", name));
  }

  @Test
  void tellsTheMembersOfEveryUnionByAConstant() {
    JsonNode document = document();
    Map<String, JsonNode> unions = new TreeMap<>();
    document
        .at("/components/schemas")
        .properties()
        .forEach(
            schema -> {
              if (schema.getValue().has("discriminator")) {
                unions.put(schema.getKey(), schema.getValue());
              }
            });
    assertThat(unions)
        .containsOnlyKeys(
            "Layer", "LayerRequest", "Optimizer", "OptimizerByType", "Schedule", "ScheduleByType");
    unions.forEach(
        (name, union) -> {
          String property = union.at("/discriminator/propertyName").asString();
          JsonNode mapping = union.at("/discriminator/mapping");
          assertThat(union.path("oneOf").size()).as(name).isEqualTo(mapping.size());
          mapping
              .properties()
              .forEach(
                  member -> {
                    JsonNode schema = document.at(member.getValue().asString().substring(1));
                    assertThat(schema.at("/properties/" + property + "/const").asString())
                        .as(name)
                        .isEqualTo(member.getKey());
                    assertThat(schema.path("required").valueStream().map(JsonNode::asString))
                        .as(name)
                        .contains(property);
                  });
        });
  }

  /** Without its constant, a member's fields must mean the same whichever member they are of. */
  @Test
  void describesAPartWithoutItsTypeAsTheMembersDo() {
    JsonNode schemas = document().at("/components/schemas");
    for (String union : List.of("Optimizer", "Schedule")) {
      JsonNode any = schemas.path(union + "WithoutType").path("properties");
      for (JsonNode member : schemas.path(union + "ByType").at("/discriminator/mapping")) {
        String name = member.asString().replaceFirst(".*/", "");
        ObjectNode fields = (ObjectNode) schemas.path(name).path("properties").deepCopy();
        fields
            .without("type")
            .properties()
            .forEach(
                field ->
                    assertThat(any.path(field.getKey()))
                        .as("%s.%s", name, field.getKey())
                        .isEqualTo(field.getValue()));
      }
    }
  }

  @Test
  void givesExamplesThatFitTheirSchemas() {
    JsonNode document = document();
    JsonContract schemas = new JsonContract(document, false);
    SoftAssertions softly = new SoftAssertions();
    for (JsonNode described : document.findParents("example")) {
      JsonNode schema = described.path("schema").isObject() ? described.path("schema") : described;
      softly
          .assertThat(schemas.errors(schema, described.path("example")))
          .as("%s", described)
          .isEmpty();
    }
    for (JsonNode described : document.findParents("examples")) {
      for (JsonNode example : described.path("examples")) {
        softly
            .assertThat(schemas.errors(described.path("schema"), example.path("value")))
            .as("%s", example)
            .isEmpty();
      }
    }
    for (JsonNode described : document.findParents("default")) {
      softly
          .assertThat(schemas.errors(described, described.path("default")))
          .as("%s", described)
          .isEmpty();
    }
    softly.assertAll();
  }

  @Test
  void listsFirstWhatAUserComesForFirst() {
    assertThat(document().path("tags").valueStream().map(tag -> tag.path("name").asString()))
        .containsExactly(
            "Experiments", "Results", "Studies", "Networks", "Datasets", "Verification", "Storage");
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
