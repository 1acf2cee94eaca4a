package dev.trainyard.web;

import dev.trainyard.refusal.Refusal;
import dev.trainyard.settings.Limits;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.web.server.ResponseStatusException;
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
    requirePlain(message.getHeaders());
    JsonNode tree = binder.read(new BoundedBody(message.getBody(), limits));
    return JsonNode.class.isAssignableFrom(type.toClass())
        ? tree
        : binder.bind(tree, defaultMapper.constructType(type.getType()), "");
  }

  /** A body that comes to an end, however large it is or however slowly it is sent. */
  private static final class BoundedBody extends FilterInputStream {
    private final Limits limits;
    private final long begin = System.nanoTime();
    private long count;

    BoundedBody(InputStream body, Limits limits) {
      super(body);
      this.limits = limits;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      if (System.nanoTime() - begin > limits.bodyTime().toNanos()) {
        throw tooSlow();
      }
      int some;
      try {
        some = super.read(into, offset, length);
      } catch (SocketTimeoutException e) {
        throw tooSlow();
      }
      count += Math.max(0, some);
      if (count > limits.bodySize().toBytes()) {
        throw Refusal.tooLarge(
            "the body is larger than the %,d bytes that are accepted%s"
                .formatted(limits.bodySize().toBytes(), Limits.origin("body-size")));
      }
      return some;
    }

    private Refusal tooSlow() {
      return Refusal.tooSlow(
          "the body did not come within %,d s%s"
              .formatted(limits.bodyTime().toSeconds(), Limits.origin("body-time")));
    }
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
