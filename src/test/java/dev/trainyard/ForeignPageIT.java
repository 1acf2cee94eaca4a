package dev.trainyard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.RawRequest.Answer;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What a web page gets that a user of an open service visits: nothing, whatever it tries. */
@NullUnmarked
class ForeignPageIT extends ApiDocument {
  private static final List<String> OUTSIDE_OF_THE_DOCUMENT =
      List.of(
          "/",
          "/actuator",
          "/actuator/health",
          "/actuator/health/liveness",
          "/error",
          "/nothing",
          "/page/main.js",
          "/swagger-ui.html",
          "/swagger-ui/index.html",
          "/swagger-ui/swagger-ui.css",
          "/v3/api-docs",
          "/v3/api-docs/swagger-config",
          "/webjars/uplot/dist/uPlot.iife.min.js",
          "//experiments",
          "/experiments;x=y");

  @LocalServerPort int port;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host: evil.example",
        "Host: evil.example:8080",
        "Host: localhost.evil.example",
        "Origin: https://evil.example",
        "Origin: http://127.0.0.1:1",
        "Origin: null"
      })
  void isRefusedWhateverItCallsAndHow(String header) throws IOException {
    SoftAssertions softly = new SoftAssertions();
    for (RawRequest request : everything()) {
      Answer answer = request.with(header).send(port);
      softly.assertThat(answer.status()).as("%s", request).isEqualTo(403);
      softly.assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
      softly.assertThat(answer.headers().keySet()).noneMatch(name -> name.startsWith("access-"));
      if (!request.method().equals("HEAD")) {
        softly.assertThat(answer.body()).contains("TRAINYARD_ACCESS_");
      }
    }
    softly.assertAll();
  }

  /** Every operation, and every path beside them, by every method that is not its own as well. */
  private List<RawRequest> everything() {
    List<String> paths =
        Stream.concat(
                calls().stream().map(call -> call.path().replaceAll("\\{\\w+}", "1")),
                OUTSIDE_OF_THE_DOCUMENT.stream())
            .distinct()
            .toList();
    return Stream.of("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS")
        .flatMap(method -> paths.stream().map(path -> RawRequest.of(method, path)))
        .toList();
  }

  @Test
  void cannotSendAFormWithoutAPreflight() throws IOException {
    String experiment = submit("{\"network\":\"baseline\",\"training\":{\"epochs\":1}}");
    for (String type :
        List.of(
            "application/x-www-form-urlencoded", "text/plain", "multipart/form-data;boundary=x")) {
      for (String from :
          List.of(
              "Origin: https://evil.example",
              "Origin: null",
              "Sec-Fetch-Site: cross-site",
              "Sec-Fetch-Site: same-site")) {
        RawRequest form =
            new RawRequest(
                "POST", experiment + "/cancel", "{}", List.of("Content-Type: " + type, from));
        assertThat(form.send(port).status()).as("%s", form).isEqualTo(403);
      }
    }
    engine.release();
    awaitStatus(experiment, "COMPLETED");
  }

  @Test
  void getsNoLeaveFromAPreflight() throws IOException {
    Answer answer =
        RawRequest.of(
                "OPTIONS",
                "/experiments",
                "Origin: https://evil.example",
                "Access-Control-Request-Method: POST",
                "Access-Control-Request-Headers: content-type")
            .send(port);
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.headers().keySet()).noneMatch(name -> name.startsWith("access-"));
  }

  @Test
  void isNotTheServicesOwn() throws IOException {
    String own = "Origin: http://127.0.0.1:" + port;
    assertThat(RawRequest.of("GET", "/experiments", own, "Sec-Fetch-Site: same-origin").send(port))
        .extracting(Answer::status)
        .isEqualTo(200);
    for (String host : List.of("localhost:1", "LOCALHOST", "[::1]:" + port, "127.0.0.1")) {
      assertThat(RawRequest.of("GET", "/experiments", "Host: " + host).send(port).status())
          .as(host)
          .isEqualTo(200);
    }
  }

  /** Who is not trusted cannot say that a request was sent to another host. */
  @Test
  void cannotPassForAProxy() throws IOException {
    assertThat(
            RawRequest.of(
                    "GET",
                    "/experiments",
                    "Host: evil.example",
                    "X-Forwarded-Host: localhost",
                    "Forwarded: host=localhost")
                .send(port)
                .status())
        .isEqualTo(403);
  }

  @Test
  void isToldWithEveryAnswerWhatItMayNotDoWithIt() throws IOException {
    for (String path :
        List.of("/experiments", "/nothing", "//", "/a%zz", "/networks", "/swagger-ui/index.html")) {
      Answer answer = RawRequest.of("GET", path).send(port);
      assertThat(answer.headers())
          .as(path)
          .containsEntry("x-content-type-options", "nosniff")
          .containsEntry("referrer-policy", "no-referrer")
          .containsEntry("cross-origin-resource-policy", "same-origin")
          .doesNotContainKeys("server", "x-powered-by");
      assertThat(answer.header("Content-Security-Policy"))
          .as(path)
          .startsWith("default-src 'none'")
          .contains("frame-ancestors 'none'", "base-uri 'none'", "form-action 'none'")
          .doesNotContain("unsafe-eval", "script-src 'unsafe-inline'", "*");
    }
  }
}
