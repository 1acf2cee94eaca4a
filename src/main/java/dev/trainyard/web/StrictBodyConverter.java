package dev.trainyard.web;

import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads every JSON body through the {@link RequestBinder}. */
final class StrictBodyConverter extends JacksonJsonHttpMessageConverter {
  private final RequestBinder binder;

  StrictBodyConverter(JsonMapper mapper, RequestBinder binder) {
    super(mapper);
    this.binder = binder;
  }

  @Override
  public Object read(
      ResolvableType type, HttpInputMessage message, @Nullable Map<String, Object> hints)
      throws IOException {
    JsonNode tree = binder.read(message.getBody());
    return JsonNode.class.isAssignableFrom(type.toClass())
        ? tree
        : binder.bind(tree, defaultMapper.constructType(type.getType()), "");
  }
}
