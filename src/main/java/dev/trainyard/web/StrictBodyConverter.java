package dev.trainyard.web;

import dev.trainyard.body.BoundedBody;
import dev.trainyard.settings.Limits;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads every JSON body through the {@link RequestBinder}. */
final class StrictBodyConverter extends JacksonJsonHttpMessageConverter {
  private final RequestBinder binder;
  private final Limits limits;

  StrictBodyConverter(JsonMapper mapper, RequestBinder binder, Limits limits) {
    super(mapper);
    this.binder = binder;
    this.limits = limits;
  }

  /** What an answer may be asked for as: nothing but a problem is a problem. */
  @Override
  public List<MediaType> getSupportedMediaTypes(Class<?> type) {
    return ProblemDetail.class.isAssignableFrom(type)
        ? super.getSupportedMediaTypes(type)
        : List.of(MediaType.APPLICATION_JSON);
  }

  @Override
  public Object read(
      ResolvableType type, HttpInputMessage message, @Nullable Map<String, Object> hints)
      throws IOException {
    JsonNode tree = binder.read(new BoundedBody(message, limits, limits.bodySize(), "body-size"));
    return JsonNode.class.isAssignableFrom(type.toClass())
        ? tree
        : binder.bind(tree, defaultMapper.constructType(type.getType()), "");
  }
}
