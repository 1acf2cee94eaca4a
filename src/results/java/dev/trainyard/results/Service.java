package dev.trainyard.results;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A running Trainyard, as any client sees it. */
final class Service {
  private static final Set<String> ENDED = Set.of("COMPLETED", "FAILED", "CANCELLED");
  private static final int SECONDS_BETWEEN_LOOKS = 5;

  private final URI address;
  private final JsonMapper json;
  private final HttpClient client = HttpClient.newHttpClient();

  Service(URI address, JsonMapper json) {
    this.address = address;
    this.json = json;
  }

  /** Queues an experiment, or finds the one that the same request has queued before; its id. */
  long post(JsonNode experiment) throws IOException, InterruptedException {
    String body = json.writeValueAsString(experiment);
    String key = UUID.nameUUIDFromBytes(body.getBytes(StandardCharsets.UTF_8)).toString();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address.resolve("/experiments"))
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", key)
            .POST(HttpRequest.BodyPublishers.ofString(body));
    return send(request).path("id").asLong();
  }

  JsonNode get(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(address.resolve(path)).header("Accept", "application/json"));
  }

  /** The experiment when all its trials have ended. */
  JsonNode finished(long id) throws IOException, InterruptedException {
    while (true) {
      JsonNode experiment = get("/experiments/" + id);
      if (ENDED.contains(experiment.path("status").asString())) {
        return experiment;
      }
      TimeUnit.SECONDS.sleep(SECONDS_BETWEEN_LOOKS);
    }
  }

  private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> response;
    try {
      response = client.send(request.build(), BodyHandlers.ofString());
    } catch (ConnectException e) {
      throw new IOException(
          "nothing answers at %s; start the service (mvn spring-boot:run) or name another with -Dresults.service=..."
              .formatted(address),
          e);
    }
    if (response.statusCode() >= 400) {
      throw new IOException("%d: %s".formatted(response.statusCode(), response.body()));
    }
    return json.readTree(response.body());
  }
}
