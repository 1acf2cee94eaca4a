package dev.trainyard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The service's OpenAPI document, for tests that read it; all of them share one service. */
@SpringBootTest
@AutoConfigureMockMvc
abstract class ApiDocument {
  private static final Set<String> METHODS = Set.of("get", "post", "put", "delete", "patch");
  private static final JsonMapper JSON = new JsonMapper();

  @Autowired MockMvcTester mvc;

  /** A call of the service. */
  record Call(String method, String path, JsonNode operation) {

    /** Such as {@code GET /networks}. */
    String name() {
      return method.toUpperCase(Locale.ROOT) + " " + path;
    }
  }

  /** Not a {@code @TempDir}, which goes with the class: the service stays for the next one. */
  @DynamicPropertySource
  static void ownDirectory(DynamicPropertyRegistry properties) throws IOException {
    Path data = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "api-document");
    properties.add("trainyard.data-dir", data::toString);
  }

  final JsonNode document() {
    MvcTestResult answer = mvc.get().uri("/v3/api-docs").exchange();
    assertThat(answer).hasStatusOk();
    return JSON.readTree(answer.getResponse().getContentAsByteArray());
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
