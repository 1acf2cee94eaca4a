package dev.trainyard.web;

import java.lang.reflect.AnnotatedElement;
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
   *
   * @param place what the text was for, with its constraints; null where that is not known
   */
  String describe(@Nullable Class<?> type, String text, @Nullable AnnotatedElement place) {
    String wanted = describe(type);
    if (type == null || !wanted.equals(WHOLE_NUMBER)) {
      return wanted;
    }
    if (NumberParameter.isWhole(text)) {
      return describe(WholeNumberRange.of(type, place));
    }
    return text.chars().anyMatch(Character::isDigit) ? wanted + " in plain digits" : wanted;
  }

  /** As {@link #describe(Class)}, of whole numbers that fit. */
  static String describe(WholeNumberRange range) {
    return "%s from %d to %d".formatted(WHOLE_NUMBER, range.least(), range.most());
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
