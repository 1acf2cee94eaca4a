package dev.trainyard.web;

import jakarta.validation.Validation;
import jakarta.validation.Validator;
import tools.jackson.databind.json.JsonMapper;

/** Reads as the service does, for tests that start none. */
public final class StrictReading {
  private static final JsonMapper JSON = mapper();
  private static final RequestBinder BINDER =
      binder(Validation.buildDefaultValidatorFactory().getValidator());

  private StrictReading() {}

  /** The mapper that guesses nothing. */
  public static JsonMapper json() {
    return JSON;
  }

  /** The binder on that mapper. */
  public static RequestBinder binder() {
    return BINDER;
  }

  /** A binder that has what it has read checked by another validator. */
  public static RequestBinder binder(Validator validator) {
    return new RequestBinder(JSON, validator);
  }

  private static JsonMapper mapper() {
    JsonMapper.Builder builder = JsonMapper.builder();
    new StrictJson().refuseGuesses().customize(builder);
    return builder.build();
  }
}
