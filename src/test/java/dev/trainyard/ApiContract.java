package dev.trainyard;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullUnmarked;
import org.springframework.http.MediaType;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.StringNode;

/**
 * Holds calls against the service's OpenAPI document: every answer is one that it names, in a
 * format and with a body that it describes, and what a request that succeeded gave is allowed.
 */
@NullUnmarked
public final class ApiContract {
  private static final JsonMapper JSON = new JsonMapper();

  /** What is not part of the API: the page, Swagger UI, the document itself, health. */
  private static final Pattern OUTSIDE =
      Pattern.compile("/|/(actuator|page|swagger-ui|v3|webjars)\\b.*|/(index|swagger-ui).html");

  /**
   * A call and its answer.
   *
   * @param requestBody JSON; empty for none
   * @param contentType of the answer; null where it has no body
   * @param body of the answer, where its content type is JSON
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Exchange(
      String method, URI uri, String requestBody, int status, MediaType contentType, byte[] body) {

    boolean succeeded() {
      return status >= 200 && status < 300;
    }

    @Override
    public String toString() {
      return "%s %s: %d".formatted(method, uri, status);
    }
  }

  private final JsonNode document;
  private final JsonContract requests;
  private final JsonContract answers;

  /** The contract that an OpenAPI document is. */
  public ApiContract(JsonNode document) {
    this.document = document;
    this.requests = new JsonContract(document, false);
    this.answers = new JsonContract(document, true);
  }

  /** Fails if the call is not as the document has it. */
  public void check(Exchange exchange) {
    String path = exchange.uri().getPath().replaceFirst("(?<=.)/$", "");
    if (OUTSIDE.matcher(path).matches()) {
      return;
    }
    JsonNode operation =
        item(path)
            .filter(item -> exchange.method().equals(exchange.method().toUpperCase(Locale.ROOT)))
            .map(item -> item.path(exchange.method().toLowerCase(Locale.ROOT)))
            .filter(JsonNode::isObject)
            .orElse(null);
    if (operation == null) {
      checkRefused(exchange);
    } else if (!exchange.method().equals("HEAD")) {
      checkAnswer(exchange, operation);
      if (exchange.succeeded()) {
        checkRequest(exchange, operation);
      }
    }
  }

  /** The description of a path; one without variables is preferred. */
  private Optional<JsonNode> item(String path) {
    return document.path("paths").properties().stream()
        .filter(entry -> path.matches(entry.getKey().replaceAll("\\{\\w+}", "[^/.]+")))
        .min(Comparator.comparing(entry -> entry.getKey().contains("{")))
        .map(Map.Entry::getValue);
  }

  /** What is not described is not there: every such call is answered with a problem. */
  private void checkRefused(Exchange exchange) {
    if (List.of("HEAD", "OPTIONS").contains(exchange.method())) {
      return;
    }
    assertThat(exchange.status()).as("%s is not described", exchange).isBetween(400, 499);
    checkBody(exchange, JSON.createObjectNode().put("$ref", "#/components/schemas/Problem"));
  }

  /** What is wrong with the body of a POST. */
  List<String> errors(String path, String requestBody) {
    JsonNode schema =
        item(path).orElseThrow().at("/post/requestBody/content/application~1json/schema");
    return requests.errors(schema, JSON.readTree(requestBody));
  }

  private void checkAnswer(Exchange exchange, JsonNode operation) {
    JsonNode answer = operation.path("responses").path(String.valueOf(exchange.status()));
    assertThat(answer.isObject()).as("%s is described", exchange).isTrue();
    JsonNode content = answer.path("content");
    if (exchange.contentType() == null) {
      assertThat(content.isMissingNode()).as("%s has no body", exchange).isTrue();
      return;
    }
    String type = exchange.contentType().getType() + "/" + exchange.contentType().getSubtype();
    assertThat(content.propertyNames()).as("formats of %s", exchange).contains(type);
    checkBody(exchange, content.path(type).path("schema"));
  }

  private void checkBody(Exchange exchange, JsonNode schema) {
    if (isJson(exchange.contentType())) {
      assertThat(answers.errors(schema, JSON.readTree(exchange.body())))
          .as("%s %s", exchange, new String(exchange.body(), StandardCharsets.UTF_8))
          .isEmpty();
    }
  }

  private void checkRequest(Exchange exchange, JsonNode operation) {
    JsonNode schema = operation.at("/requestBody/content/application~1json/schema");
    boolean nothing = schema.isMissingNode() && exchange.requestBody().equals("{}");
    if (!exchange.requestBody().isBlank() && !nothing) {
      assertThat(schema.isObject()).as("%s takes a body", exchange).isTrue();
      assertThat(requests.errors(schema, JSON.readTree(exchange.requestBody())))
          .as("%s, asked with %s", exchange, exchange.requestBody())
          .isEmpty();
    }
    checkQuery(exchange, operation);
  }

  private void checkQuery(Exchange exchange, JsonNode operation) {
    String query = exchange.uri().getRawQuery();
    for (String pair : query == null ? new String[0] : query.split("&")) {
      String[] parts = pair.split("=", 2);
      JsonNode parameter =
          operation
              .path("parameters")
              .valueStream()
              .filter(one -> one.path("in").asString().equals("query"))
              .filter(one -> one.path("name").asString().equals(parts[0]))
              .findFirst()
              .orElse(null);
      assertThat(parameter).as("%s: parameter %s", exchange, parts[0]).isNotNull();
      JsonNode schema = parameter.path("schema");
      String text = URLDecoder.decode(parts[1], StandardCharsets.UTF_8);
      assertThat(requests.errors(schema, value(schema, text)))
          .as("%s: %s", exchange, pair)
          .isEmpty();
    }
  }

  private static JsonNode value(JsonNode schema, String text) {
    try {
      return schema.path("type").asString().equals("string")
          ? StringNode.valueOf(text)
          : JSON.readTree(text);
    } catch (JacksonException e) {
      return StringNode.valueOf(text);
    }
  }

  static boolean isJson(MediaType type) {
    return type != null && type.getSubtype().matches("json|.*\\+json");
  }
}
