package dev.trainyard;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/** A contract that lets everything pass would hold nobody to anything. */
@NullUnmarked
class ApiContractTest {
  private static final ApiContract CONTRACT =
      new ApiContract(
          new JsonMapper()
              .readTree(
                  """
                  {"paths": {"/things/{id}": {"post": {
                    "parameters": [{"in": "query", "name": "n", "schema": {"type": "integer"}}],
                    "requestBody": {"content": {"application/json": {"schema": {
                      "type": "object", "required": ["size"],
                      "properties": {"size": {"type": "integer"}}}}}},
                    "responses": {
                      "200": {"content": {"application/json": {"schema": {
                        "$ref": "#/components/schemas/Thing"}}}},
                      "204": {"description": "Nothing"}}}}},
                   "components": {"schemas": {
                     "Thing": {
                       "type": "object", "required": ["name"],
                       "properties": {"name": {"type": "string"}, "size": {"type": ["integer", "null"]}}},
                     "Problem": {
                       "type": "object", "required": ["detail"],
                       "properties": {"detail": {"type": "string"}}}}}}
                  """));

  @Test
  void letsPassWhatIsAsDescribed() {
    assertPasses("POST", "/things/1?n=3", "{\"size\":2}", 200, "{\"name\":\"a\",\"size\":null}");
    assertPasses("GET", "/things", "", 404, "{\"detail\":\"there is none\"}");
    assertPasses("GET", "/actuator/health", "", 200, "{\"status\":\"UP\"}");
  }

  @Test
  void refusesAnAnswerThatIsNotAsDescribed() {
    assertRefused("POST", "/things/1", "{\"size\":2}", 200, "{\"name\":null}");
    assertRefused("POST", "/things/1", "{\"size\":2}", 200, "{\"size\":2}");
    assertRefused("POST", "/things/1", "{\"size\":2}", 200, "{\"name\":\"a\",\"more\":1}");
    assertRefused("POST", "/things/1", "{\"size\":2}", 204, "{}");
    assertRefused("POST", "/things/1", "{\"size\":2}", 409, "{\"detail\":\"taken\"}");
  }

  @Test
  void refusesARequestThatSucceedsThoughItIsNotAsDescribed() {
    assertRefused("POST", "/things/1", "{}", 200, "{\"name\":\"a\"}");
    assertRefused("POST", "/things/1?n=three", "{\"size\":2}", 200, "{\"name\":\"a\"}");
    assertRefused("POST", "/things/1?m=3", "{\"size\":2}", 200, "{\"name\":\"a\"}");
  }

  @Test
  void refusesACallThatSucceedsThoughItIsNotDescribed() {
    assertRefused("GET", "/things", "", 200, "{\"name\":\"a\"}");
    assertRefused("GET", "/things", "", 404, "{\"error\":\"there is none\"}");
  }

  private static void assertPasses(
      String method, String uri, String request, int status, String body) {
    assertThatCode(() -> CONTRACT.check(exchange(method, uri, request, status, body)))
        .doesNotThrowAnyException();
  }

  private static void assertRefused(
      String method, String uri, String request, int status, String body) {
    assertThatThrownBy(() -> CONTRACT.check(exchange(method, uri, request, status, body)))
        .isInstanceOf(AssertionError.class);
  }

  private static ApiContract.Exchange exchange(
      String method, String uri, String request, int status, String body) {
    return new ApiContract.Exchange(
        method,
        URI.create("http://localhost" + uri),
        request,
        status,
        MediaType.APPLICATION_JSON,
        body.getBytes(StandardCharsets.UTF_8));
  }
}
