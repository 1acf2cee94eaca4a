package dev.trainyard;

import dev.trainyard.experiment.OnH2;
import dev.trainyard.experiment.ServiceTest;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** The service's OpenAPI document, for tests that read it. */
@OnH2
abstract class ApiDocument extends ServiceTest {
  private static final Set<String> METHODS = Set.of("get", "post", "put", "delete", "patch");

  /** A call of the service. */
  record Call(String method, String path, JsonNode operation) {

    /** Such as {@code GET /networks}. */
    String name() {
      return verb() + " " + path;
    }

    /** As it goes over the wire. */
    String verb() {
      return method.toUpperCase(Locale.ROOT);
    }
  }

  final JsonNode document() {
    return body("/v3/api-docs");
  }

  final List<Call> calls() {
    return document().path("paths").properties().stream()
        .flatMap(
            path ->
                path.getValue().properties().stream()
                    .filter(operation -> METHODS.contains(operation.getKey()))
                    .map(
                        operation ->
                            new Call(operation.getKey(), path.getKey(), operation.getValue())))
        .toList();
  }
}
