package dev.trainyard;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.NullUnmarked;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The schemas of an OpenAPI document, ready to hold JSON against. */
@NullUnmarked
final class JsonContract {
  private static final String DOCUMENT = "https://trainyard.dev/openapi";
  private static final JsonMapper JSON = new JsonMapper();

  private final SchemaRegistry registry;
  private final Map<JsonNode, Schema> compiled = new ConcurrentHashMap<>();

  /**
   * Takes the schemas of a document.
   *
   * @param closed whether an object may have no other fields than those that are described: a
   *     client must expect some, but what the service writes today is to be described
   */
  JsonContract(JsonNode document, boolean closed) {
    JsonNode own = document.deepCopy();
    if (closed) {
      own.at("/components/schemas").forEach(JsonContract::close);
    }
    String text = own.toString();
    this.registry =
        SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(Map.of(DOCUMENT, text)));
  }

  private static void close(JsonNode schema) {
    if (schema.has("properties") && !schema.has("additionalProperties")) {
      ((ObjectNode) schema).put("additionalProperties", false);
    }
  }

  /**
   * What is wrong with some JSON.
   *
   * @param schema as it stands in the document; its references are the document's
   */
  List<String> errors(JsonNode schema, JsonNode value) {
    return compiled.computeIfAbsent(schema, this::compile).validate(value).stream()
        .map(Error::toString)
        .toList();
  }

  private Schema compile(JsonNode schema) {
    return registry.getSchema(
        JSON.readTree(schema.toString().replace("\"#/", "\"" + DOCUMENT + "#/")));
  }
}
