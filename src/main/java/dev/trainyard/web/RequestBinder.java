package dev.trainyard.web;

import dev.trainyard.refusal.Refusal;
import dev.trainyard.refusal.WrongField;
import jakarta.validation.Validator;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.InvalidDefinitionException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.IntNode;

/** Turns the JSON of a request into validated records, or says all that is wrong with it. */
public final class RequestBinder {
  private static final int MOST_ERRORS = 50;
  private final JsonMapper mapper;
  private final Validator validator;
  private final JsonComplaints complaints;

  RequestBinder(JsonMapper mapper, Validator validator) {
    this.mapper = mapper;
    this.validator = validator;
    this.complaints = new JsonComplaints(mapper);
  }

  /**
   * Reads one JSON document.
   *
   * @throws Refusal INVALID with line and column if it is not valid JSON, TOO_LARGE if it is too
   *     large
   */
  public JsonNode read(InputStream json) {
    JsonNode tree;
    try {
      tree = mapper.readTree(json);
    } catch (JacksonException e) {
      throw JsonComplaints.notJson(e);
    }
    if (tree.isMissingNode()) {
      throw Refusal.invalid(WrongField.BODY, "is empty; a JSON object is needed");
    }
    return tree;
  }

  /**
   * Binds a whole request.
   *
   * @throws Refusal INVALID with an error for every field that is wrong
   */
  public <T> T bind(JsonNode tree, Class<T> type) {
    return bind(tree, type, "");
  }

  /**
   * Binds a part of a request.
   *
   * @param at the path of the part in the request, such as {@code network}; errors are named below
   *     it
   * @throws Refusal INVALID with an error for every field that is wrong
   */
  public <T> T bind(JsonNode tree, Class<T> type, String at) {
    return type.cast(bind(tree, mapper.constructType(type), at));
  }

  /** As {@link #bind(JsonNode, Class, String)}. A wrong field is put aside to find the others. */
  Object bind(JsonNode tree, JavaType type, String at) {
    JsonNode rest = tree.deepCopy();
    List<WrongField> errors = new ArrayList<>();
    while (true) {
      try {
        Object bound = mapper.readerFor(type).readValue(rest);
        validate(bound, at, errors);
        if (errors.isEmpty()) {
          return bound;
        }
        throw Refusal.invalid(errors);
      } catch (InvalidDefinitionException e) {
        throw e;
      } catch (JacksonException e) {
        FieldPath path = new FieldPath(e.getPath());
        add(errors, at, path.toString(), complaints.about(e, rest));
        if (errors.size() >= MOST_ERRORS || !path.replaceIn(rest, harmless(e))) {
          throw Refusal.invalid(errors);
        }
      }
    }
  }

  /** A value that can be read where {@code e} could not: primitives must not be missing. */
  private static @Nullable JsonNode harmless(JacksonException e) {
    Class<?> target =
        switch (e) {
          case InputCoercionException range -> range.getTargetType();
          case MismatchedInputException mismatch -> mismatch.getTargetType();
          default -> null;
        };
    if (target == null || !target.isPrimitive()) {
      return null;
    }
    return target == boolean.class ? BooleanNode.FALSE : IntNode.valueOf(0);
  }

  private void validate(Object bound, String at, List<WrongField> errors) {
    validator.validate(bound).stream()
        .sorted(Comparator.comparing(v -> v.getPropertyPath().toString()))
        .forEach(v -> add(errors, at, v.getPropertyPath().toString(), v.getMessage()));
  }

  /** Where something was put aside, its absence and an emptied list are no further errors. */
  private static void add(List<WrongField> errors, String at, String path, String message) {
    String joined = at.isEmpty() || path.isEmpty() ? at + path : at + "." + path;
    String field = joined.isEmpty() ? WrongField.BODY : joined;
    boolean known =
        errors.stream()
            .map(WrongField::field)
            .anyMatch(
                f -> f.equals(field) || f.startsWith(field + ".") || f.startsWith(field + "["));
    if (!known) {
      errors.add(new WrongField(field, message));
    }
  }
}
