package dev.trainyard;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** Every request in {@code http-requests} is answered as its file says. */
class HttpRequestsIT extends ServiceOnRealDigits {
  private static final Pattern EXPECTED = Pattern.compile("(?m)^# expect (\\d{3})$");
  private static final Pattern CAPTURE = Pattern.compile("(?m)^# capture (\\w+) = (\\S+)$");

  @TestFactory
  Stream<DynamicTest> answersAsTheFilesSay() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    try (var files = Files.newDirectoryStream(Path.of("http-requests"), "*.http")) {
      for (Path file : files) {
        Map<String, String> variables = new HashMap<>();
        variables.put("host", "");
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

    ResponseEntity<String> answer = send(request, variables);
    String body = Objects.requireNonNullElse(answer.getBody(), "");

    assertThat(answer.getStatusCode().value())
        .as(body)
        .isEqualTo(Integer.parseInt(expected.group(1)));
    if (answer.getStatusCode().isError()) {
      assertThat(answer.getHeaders().getContentType())
          .isEqualTo(MediaType.APPLICATION_PROBLEM_JSON);
      assertThat(JsonPath.<String>read(body, "$.detail")).isNotBlank();
      assertThat(body).doesNotContain("dev.trainyard", "Exception");
    }
    Matcher capture = CAPTURE.matcher(request);
    while (capture.find()) {
      Object value = JsonPath.read(body, capture.group(2));
      variables.put(capture.group(1), value.toString());
    }
  }

  private ResponseEntity<String> send(String request, Map<String, String> variables) {
    String text = request;
    for (Map.Entry<String, String> variable : variables.entrySet()) {
      text = text.replace("{{" + variable.getKey() + "}}", variable.getValue());
    }
    String[] parts = text.split("\n\n", 2);
    List<String> head = parts[0].lines().skip(1).filter(line -> !line.startsWith("#")).toList();
    String[] line = head.getFirst().split(" ", 2);
    return service.call(
        HttpMethod.valueOf(line[0]),
        line[1],
        parts.length > 1 ? parts[1].strip() : "",
        String.class,
        head.subList(1, head.size()).toArray(String[]::new));
  }
}
