package dev.trainyard.web;

import jakarta.validation.Validation;
import tools.jackson.databind.json.JsonMapper;

/** Reads as the service does, for tests that start none. */
public final class StrictReading {
  private static final JsonMapper JSON = mapper();
  private static final RequestBinder BINDER =
      new RequestBinder(JSON, Validation.buildDefaultValidatorFactory().getValidator());

  private StrictReading() {}

  /** The mapper that guesses nothing. */
  public static JsonMapper json() {
    return JSON;
  }

  /** The binder on that mapper. */
  public static RequestBinder binder() {
    return BINDER;
  }

  private static JsonMapper mapper() {
    JsonMapper.Builder builder = JsonMapper.builder();
    new StrictJson().refuseGuesses().customize(builder);
    return builder.build();
  }
}
