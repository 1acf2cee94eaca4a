package dev.trainyard;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import dev.trainyard.dataset.TestMnist;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Every request in {@code http-requests} is answered as its file says. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class HttpRequestsIT {
  private static final Pattern EXPECTED = Pattern.compile("(?m)^# expect (\\d{3})$");
  private static final Pattern CAPTURE = Pattern.compile("(?m)^# capture (\\w+) = (\\S+)$");

  @TempDir static Path data;

  @DynamicPropertySource
  static void ownDirectory(DynamicPropertyRegistry properties) {
    properties.add("trainyard.data-dir", data::toString);
    properties.add("trainyard.datasets.directory", TestMnist.directory()::toString);
  }

  @LocalServerPort int port;

  private final HttpClient client = HttpClient.newHttpClient();

  @TestFactory
  Stream<DynamicTest> answersAsTheFilesSay() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    try (var files = Files.newDirectoryStream(Path.of("http-requests"), "*.http")) {
      for (Path file : files) {
        Map<String, String> variables = new HashMap<>();
        variables.put("host", "http://127.0.0.1:" + port);
        for (String request : Files.readString(file).split("(?m)^### ", -1)) {
          if (!request.isBlank()) {
            String name = file.getFileName() + ": " + request.lines().findFirst().orElseThrow();
            tests.add(DynamicTest.dynamicTest(name, () -> check(request, variables)));
          }
        }
      }
    }
    assertThat(tests).hasSizeGreaterThan(40);
    return tests.stream();
  }

  private void check(String request, Map<String, String> variables) throws Exception {
    Matcher expected = EXPECTED.matcher(request);
    assertThat(expected.find()).as("a line # expect <status>").isTrue();

    HttpResponse<String> response =
        client.send(parse(request, variables), HttpResponse.BodyHandlers.ofString());

    assertThat(response.statusCode())
        .as(response.body())
        .isEqualTo(Integer.parseInt(expected.group(1)));
    if (response.statusCode() >= 400) {
      assertThat(response.headers().firstValue("Content-Type"))
          .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
      assertThat(JsonPath.<String>read(response.body(), "$.detail")).isNotBlank();
      assertThat(response.body()).doesNotContain("dev.trainyard", "Exception");
    }
    Matcher capture = CAPTURE.matcher(request);
    while (capture.find()) {
      Object value = JsonPath.read(response.body(), capture.group(2));
      variables.put(capture.group(1), value.toString());
    }
  }

  private static HttpRequest parse(String request, Map<String, String> variables) {
    String text = request;
    for (Map.Entry<String, String> variable : variables.entrySet()) {
      text = text.replace("{{" + variable.getKey() + "}}", variable.getValue());
    }
    String[] parts = text.split("\n\n", 2);
    List<String> head = parts[0].lines().skip(1).filter(line -> !line.startsWith("#")).toList();
    String[] line = head.getFirst().split(" ", 2);
    String body = parts.length > 1 ? parts[1].strip() : "";
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create(line[1]))
            .method(
                line[0],
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    for (String header : head.subList(1, head.size())) {
      String[] field = header.split(": ", 2);
      builder.header(field[0], field[1]);
    }
    return builder.build();
  }
}
