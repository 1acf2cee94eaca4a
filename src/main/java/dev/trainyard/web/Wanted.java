package dev.trainyard.web;

import java.util.Collection;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Says in a user's words what a type asks for. */
final class Wanted {
  static final String NOTHING_HERE = "there is nothing here; /swagger-ui.html lists what there is";

  private final JsonMapper mapper;

  Wanted(JsonMapper mapper) {
    this.mapper = mapper;
  }

  /** Reads on after "must be". */
  String describe(@Nullable Class<?> type) {
    if (type == null) {
      return "something else";
    }
    WrittenAs written = type.getAnnotation(WrittenAs.class);
    if (written != null) {
      return written.value();
    }
    if (type.isEnum()) {
      return Stream.of(type.getEnumConstants())
          .map(constant -> mapper.convertValue(constant, String.class))
          .sorted()
          .collect(Collectors.joining(", ", "one of [", "]"));
    }
    return switch (type.getSimpleName()) {
      case "int", "Integer", "long", "Long" -> "a whole number";
      case "double", "Double", "float", "Float", "Number" -> "a number";
      case "boolean", "Boolean" -> "true or false";
      case "String" -> "a text";
      default -> type.isArray() || Collection.class.isAssignableFrom(type) ? "a list" : "an object";
    };
  }
}
