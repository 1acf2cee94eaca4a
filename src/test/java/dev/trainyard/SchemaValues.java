package dev.trainyard;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.NullMarked;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** JSON that the schemas of an OpenAPI document allow, often at the edge of it. */
@NullMarked
final class SchemaValues {
  private static final JsonNodeFactory JSON = JsonMapper.shared().getNodeFactory();
  private static final int DEEPEST = 12;
  private static final List<String> NAMES =
      List.of(
          "baseline",
          "hinton-500-300",
          "lenet",
          "mnist",
          "quick",
          "=1+1",
          "<b>x</b>",
          "a\u0301 \uD83D\uDE00",
          "../x",
          "${7*7}");

  private final JsonNode document;

  SchemaValues(JsonNode document) {
    this.document = document;
  }

  /** A value that a schema allows, as far as the schema tells. */
  JsonNode value(JsonNode schema, SplittableRandom random) {
    return value(schema, random, 0);
  }

  private JsonNode value(JsonNode schema, SplittableRandom random, int depth) {
    if (schema.has("$ref")) {
      return value(document.at(schema.path("$ref").asString().substring(1)), random, depth + 1);
    }
    for (String union : List.of("oneOf", "anyOf")) {
      if (schema.has(union)) {
        return value(any(schema.path(union), random), random, depth + 1);
      }
    }
    if (schema.has("const")) {
      return schema.path("const");
    }
    if (schema.has("enum")) {
      return any(schema.path("enum"), random);
    }
    JsonNode type = schema.path("type");
    String name = type.isArray() ? any(type, random).asString() : type.asString();
    return switch (name) {
      case "integer" -> JSON.numberNode(Math.round(number(schema, random, 1)));
      case "number" -> JSON.numberNode(number(schema, random, 4.9e-324));
      case "boolean" -> JSON.booleanNode(random.nextBoolean());
      case "string" -> JSON.stringNode(text(schema, random));
      case "array" -> array(schema, random, depth);
      case "object" -> object(schema, random, depth);
      case "null" -> JSON.nullNode();
      default -> JSON.numberNode(random.nextInt(3));
    };
  }

  /** Small mostly, for what is asked for is computed; and now and then the least or the most. */
  private static double number(JsonNode schema, SplittableRandom random, double step) {
    double least =
        schema.path("minimum").asDouble(schema.path("exclusiveMinimum").asDouble(-1e9) + step);
    double most =
        schema.path("maximum").asDouble(schema.path("exclusiveMaximum").asDouble(1e9) - step);
    return switch (random.nextInt(20)) {
      case 0 -> most;
      case 1, 2, 3 -> least;
      case 4 -> least + random.nextDouble() * (most - least);
      default ->
          Math.min(
              most, Math.max(least, 0) + (step == 1 ? random.nextInt(20) : random.nextDouble()));
    };
  }

  private static String text(JsonNode schema, SplittableRandom random) {
    if (random.nextInt(10) == 0) {
      return "x".repeat(Math.max(1, schema.path("maxLength").asInt(100)));
    }
    return NAMES.get(random.nextInt(NAMES.size()));
  }

  private ArrayNode array(JsonNode schema, SplittableRandom random, int depth) {
    ArrayNode array = JSON.arrayNode();
    int size =
        depth > DEEPEST ? 0 : random.nextInt(Math.min(4, schema.path("maxItems").asInt(4)) + 1);
    for (int i = 0; i < Math.max(size, schema.path("minItems").asInt(0)); i++) {
      array.add(value(schema.path("items"), random, depth + 1));
    }
    return array;
  }

  private ObjectNode object(JsonNode schema, SplittableRandom random, int depth) {
    ObjectNode object = JSON.objectNode();
    List<String> required = schema.path("required").valueStream().map(JsonNode::asString).toList();
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      if (required.contains(property.getKey())
          ? depth < 2 * DEEPEST
          : depth < DEEPEST && random.nextInt(3) == 0) {
        object.set(property.getKey(), value(property.getValue(), random, depth + 1));
      }
    }
    if (schema.path("additionalProperties").isObject() && random.nextBoolean()) {
      object.set("training.l2", value(schema.path("additionalProperties"), random, depth + 1));
    }
    return object;
  }

  private static JsonNode any(JsonNode list, SplittableRandom random) {
    return list.get(random.nextInt(list.size()));
  }

  /** The same with one value, or several, in which something is wrong. */
  static JsonNode spoilt(JsonNode value, SplittableRandom random, String marker) {
    JsonNode copy = value.deepCopy();
    List<JsonNode> inner = new ArrayList<>();
    collect(copy, inner);
    if (inner.isEmpty()) {
      return JSON.stringNode(marker);
    }
    JsonNode place = inner.get(random.nextInt(inner.size()));
    if (place instanceof ArrayNode array) {
      if (!array.isEmpty() && random.nextBoolean()) {
        array.set(random.nextInt(array.size()), JSON.stringNode(marker));
      } else {
        array.add(JSON.stringNode(marker));
      }
    } else if (place instanceof ObjectNode object) {
      List<String> names = List.copyOf(object.propertyNames());
      switch (names.isEmpty() ? 0 : random.nextInt(4)) {
        case 0 -> object.put("unknown" + random.nextInt(3), marker);
        case 1 -> object.remove(names.get(random.nextInt(names.size())));
        default -> object.put(names.get(random.nextInt(names.size())), marker);
      }
    }
    return copy;
  }

  private static void collect(JsonNode node, List<JsonNode> into) {
    if (node.isContainer()) {
      into.add(node);
      node.forEach(child -> collect(child, into));
    }
  }
}
