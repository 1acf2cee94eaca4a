package dev.trainyard.web;

import java.util.Collection;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Says in a user's words what a type asks for. */
final class Wanted {
  static final String NOTHING_HERE = "there is nothing here; /swagger-ui.html lists what there is";

  private static final String WHOLE_NUMBER = "a whole number";

  private final JsonMapper mapper;

  Wanted(JsonMapper mapper) {
    this.mapper = mapper;
  }

  /**
   * As {@link #describe(Class)}, with what keeps this text of a path, a query or a header from
   * being that.
   */
  String describe(@Nullable Class<?> type, String text) {
    String wanted = describe(type);
    if (!wanted.equals(WHOLE_NUMBER)) {
      return wanted;
    }
    if (WholeNumberParameter.isPlain(text)) {
      return wanted + " from " + range(type);
    }
    return text.chars().anyMatch(Character::isDigit) ? wanted + " in plain digits" : wanted;
  }

  /** The smallest and the largest value of a type of whole numbers. */
  static String range(@Nullable Class<?> type) {
    return type == int.class || type == Integer.class
        ? Integer.MIN_VALUE + " to " + Integer.MAX_VALUE
        : Long.MIN_VALUE + " to " + Long.MAX_VALUE;
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
      case "int", "Integer", "long", "Long" -> WHOLE_NUMBER;
      case "double", "Double", "float", "Float", "Number" -> "a number";
      case "boolean", "Boolean" -> "true or false";
      case "String" -> "a text";
      default -> type.isArray() || Collection.class.isAssignableFrom(type) ? "a list" : "an object";
    };
  }
}
