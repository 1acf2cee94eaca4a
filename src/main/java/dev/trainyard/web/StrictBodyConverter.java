package dev.trainyard.web;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpStatus;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.web.server.ResponseStatusException;
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
    requirePlain(message.getHeaders());
    JsonNode tree = binder.read(message.getBody());
    return JsonNode.class.isAssignableFrom(type.toClass())
        ? tree
        : binder.bind(tree, defaultMapper.constructType(type.getType()), "");
  }

  /** A body is bounded by its length, which says nothing of what it would unpack to. */
  private static void requirePlain(HttpHeaders headers) {
    List<String> codings = headers.getOrEmpty(HttpHeaders.CONTENT_ENCODING);
    if (!codings.stream().allMatch("identity"::equalsIgnoreCase)) {
      throw new ResponseStatusException(
          HttpStatus.UNSUPPORTED_MEDIA_TYPE,
          "the body must not be compressed; its Content-Encoding is " + String.join(", ", codings));
    }
  }
}
