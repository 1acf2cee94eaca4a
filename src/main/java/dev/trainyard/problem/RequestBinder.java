package dev.trainyard.problem;

import jakarta.validation.Validator;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Turns the JSON of a request into a validated record, or says all that is wrong with it. */
@Component
public class RequestBinder {
  private final JsonMapper mapper;
  private final Validator validator;

  RequestBinder(JsonMapper mapper, Validator validator) {
    this.mapper = mapper;
    this.validator = validator;
  }

  /**
   * Binds a whole request.
   *
   * @throws Problem 400 with an error for every field that is wrong
   */
  public <T> T bind(JsonNode tree, Class<T> type) {
    return bind(tree, type, "");
  }

  /**
   * Binds a part of a request.
   *
   * @param at the path of the part in the request, such as {@code network}; errors are named below
   *     it
   * @throws Problem 400 with an error for every field that is wrong
   */
  public <T> T bind(JsonNode tree, Class<T> type, String at) {
    T bound;
    try {
      bound = mapper.treeToValue(tree, type);
    } catch (JacksonException e) {
      throw Problem.badRequest(at.isEmpty() ? FieldError.BODY : at, e.getOriginalMessage());
    }
    String below = at.isEmpty() ? "" : at + ".";
    List<FieldError> errors =
        validator.validate(bound).stream()
            .map(v -> new FieldError(below + v.getPropertyPath(), v.getMessage()))
            .toList();
    if (!errors.isEmpty()) {
      throw Problem.badRequest(errors);
    }
    return bound;
  }
}
