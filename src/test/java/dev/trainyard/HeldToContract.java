package dev.trainyard;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.NullMarked;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRequest;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;

/** Holds every call of a client to the OpenAPI document of the service that it calls. */
@NullMarked
public final class HeldToContract implements ClientHttpRequestInterceptor {
  /** By host and port; empty for a service that only trains and so has no document. */
  private static final Map<String, Optional<ApiContract>> CONTRACTS = new ConcurrentHashMap<>();

  /** An answer whose body was read already. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Read(ClientHttpResponse answer, byte[] body) implements ClientHttpResponse {
    @Override
    public HttpStatusCode getStatusCode() throws IOException {
      return answer.getStatusCode();
    }

    @Override
    public String getStatusText() throws IOException {
      return answer.getStatusText();
    }

    @Override
    public HttpHeaders getHeaders() {
      return answer.getHeaders();
    }

    @Override
    public InputStream getBody() {
      return new ByteArrayInputStream(body);
    }

    @Override
    public void close() {
      answer.close();
    }
  }

  @Override
  public ClientHttpResponse intercept(
      HttpRequest request, byte[] body, ClientHttpRequestExecution execution) throws IOException {
    ClientHttpResponse answer = execution.execute(request, body);
    var type = answer.getHeaders().getContentType();
    if (ApiContract.isJson(type)) {
      answer = new Read(answer, answer.getBody().readAllBytes());
    }
    var exchange =
        new ApiContract.Exchange(
            request.getMethod().name(),
            request.getURI(),
            isJsonOrNothing(request) ? new String(body, StandardCharsets.UTF_8) : "",
            answer.getStatusCode().value(),
            type,
            answer instanceof Read read ? read.body() : new byte[0]);
    CONTRACTS
        .computeIfAbsent(request.getURI().getAuthority(), HeldToContract::contract)
        .ifPresent(contract -> contract.check(exchange));
    return answer;
  }

  private static boolean isJsonOrNothing(HttpRequest request) {
    MediaType type = request.getHeaders().getContentType();
    return type == null || ApiContract.isJson(type);
  }

  private static Optional<ApiContract> contract(String service) {
    JsonNode document =
        RestClient.create()
            .get()
            .uri("http://" + service + "/v3/api-docs")
            .retrieve()
            .onStatus(HttpStatusCode::isError, (request, answer) -> {})
            .body(JsonNode.class);
    return document != null && document.has("openapi")
        ? Optional.of(new ApiContract(document))
        : Optional.empty();
  }
}
