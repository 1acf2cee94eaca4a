package dev.trainyard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;

/**
 * Calls a running service as its users do, and holds every call to its OpenAPI document. A refusal
 * is an answer like any other.
 *
 * <p>Headers are {@code "Name: value"}; a body is JSON unless they say otherwise.
 */
@NullUnmarked
public final class ServiceClient {
  private final String service;
  private final RestClient client =
      RestClient.builder()
          .requestFactory(new JdkClientHttpRequestFactory())
          .requestInterceptor(new HeldToContract())
          .build();

  /** A client of the service on a port of this machine. */
  public ServiceClient(int port) {
    this.service = "http://127.0.0.1:" + port;
  }

  /** Such as {@code http://127.0.0.1:8080}. */
  public String address() {
    return service;
  }

  /** Calls a path of the service, or another URI with all its parts. */
  public <T> ResponseEntity<T> call(
      HttpMethod method, String uri, String body, Class<T> as, String... headers) {
    return request(method, uri, body, headers)
        .retrieve()
        .onStatus(status -> true, (request, response) -> {})
        .toEntity(as);
  }

  /** Calls with a JSON body, or with none if it is empty. */
  public ResponseEntity<JsonNode> call(
      HttpMethod method, String path, String body, String... headers) {
    return call(method, path, body, JsonNode.class, headers);
  }

  /** Posts what is not JSON. */
  public ResponseEntity<JsonNode> upload(String path, byte[] body, String contentType) {
    return client
        .post()
        .uri(URI.create(service + path))
        .contentType(MediaType.parseMediaType(contentType))
        .body(body)
        .retrieve()
        .onStatus(status -> true, (request, response) -> {})
        .toEntity(JsonNode.class);
  }

  /** What a path answers in a format: bytes, or text. */
  public <T> ResponseEntity<T> get(String path, String accept, Class<T> as) {
    return call(HttpMethod.GET, path, "", as, "Accept: " + accept);
  }

  /** What a path answers with success. */
  public JsonNode read(String path) {
    return successful(HttpMethod.GET, path, "");
  }

  /** Calls with a JSON body, or with none if it is empty, and succeeds. */
  public JsonNode successful(HttpMethod method, String path, String body) {
    ResponseEntity<JsonNode> answer = call(method, path, body);
    assertThat(answer.getStatusCode().is2xxSuccessful())
        .as("%s %s: %s", method, path, answer)
        .isTrue();
    return answer.getBody();
  }

  /** The lines of an answer as they come; returns as soon as it begins. */
  public Stream<String> lines(String path, String... headers) {
    return request(HttpMethod.GET, path, "", headers)
        .exchange(
            (request, response) -> {
              InputStream body = response.getBody();
              return new BufferedReader(new InputStreamReader(body, UTF_8))
                  .lines()
                  .onClose(() -> close(body));
            },
            false);
  }

  /** Hangs up, also where the answer never ends. */
  private static void close(InputStream body) {
    try {
      body.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private RestClient.RequestBodySpec request(
      HttpMethod method, String uri, String body, String... headers) {
    RestClient.RequestBodySpec request =
        client.method(method).uri(URI.create(uri.startsWith("/") ? service + uri : uri));
    if (!body.isEmpty()) {
      request.contentType(MediaType.APPLICATION_JSON).body(body);
    }
    for (String header : headers) {
      String[] field = header.split(": ", 2);
      request.headers(all -> all.set(field[0], field[1]));
    }
    return request;
  }
}
