package dev.trainyard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.RawRequest.Answer;
import dev.trainyard.access.KeysCommand;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.springframework.test.context.TestPropertySource;

/**
 * A service that has keys: what each request gets that has none, a wrong one, or too small a one.
 */
@TestPropertySource(properties = "trainyard.access.keys-file=" + KeysIT.FILE)
@ExtendWith(OutputCaptureExtension.class)
@NullUnmarked
class KeysIT extends ApiDocument {
  static final String FILE = "target/keys-of-test/keys";
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final String WRONG_SECRET = "ty_" + "A".repeat(43);
  private static final String WRONG = "Authorization: Bearer " + WRONG_SECRET;

  private static String reader;
  private static String writer;

  @LocalServerPort int port;

  @BeforeAll
  static void makeKeys() throws IOException {
    Files.deleteIfExists(Path.of(FILE));
    reader = "Authorization: Bearer " + keys("add", "--role", "read", "--name", "eye");
    writer = "Authorization: Bearer " + keys("add", "--role", "write", "--name", "lab");
  }

  /** What the command prints. */
  private static String keys(String... args) {
    List<String> all = new ArrayList<>(List.of("keys", "--trainyard.access.keys-file=" + FILE));
    all.addAll(List.of(args));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int code =
        KeysCommand.run(
            all.toArray(String[]::new),
            new PrintStream(out, true, UTF_8),
            new PrintStream(new ByteArrayOutputStream(), true, UTF_8));
    assertThat(code).isZero();
    return out.toString(UTF_8).strip();
  }

  @Override
  @AfterEach
  protected void leaveNothingBehind() {
    engine.release();
    call(HttpMethod.GET, "/experiments?size=100", "", writer)
        .getBody()
        .path("items")
        .forEach(item -> call(HttpMethod.DELETE, "/experiments/" + item.path("id"), "", writer));
  }

  private static String path(Call call) {
    return call.path().replace("{format}", "csv").replaceAll("\\{\\w+}", "1");
  }

  private RawRequest request(Call call, String... headers) {
    return RawRequest.of(call.verb(), path(call), headers);
  }

  @Test
  void asksEveryOperationForAKey() throws IOException {
    SoftAssertions softly = new SoftAssertions();
    for (Call call : calls()) {
      Answer without = request(call).send(port);
      softly.assertThat(without.status()).as(call.name()).isEqualTo(401);
      softly.assertThat(without.header("WWW-Authenticate")).isEqualTo("Bearer");
      softly.assertThat(without.body()).contains("a key is needed", "keys add");
      Answer wrong = request(call, WRONG).send(port);
      softly.assertThat(wrong.status()).as(call.name()).isEqualTo(401);
      softly.assertThat(wrong.header("WWW-Authenticate")).contains("invalid_token");
      softly.assertThat(wrong.header("Content-Type")).isEqualTo("application/problem+json");
      softly.assertThat(wrong.body()).contains("not known").doesNotContain("ty_");
    }
    softly.assertAll();
  }

  @Test
  void letsAReaderReadAndNothingElse() throws IOException {
    SoftAssertions softly = new SoftAssertions();
    for (Call call : calls()) {
      Answer answer = request(call, reader).sendPatiently(port, PATIENCE);
      if (call.method().equals("get")) {
        softly.assertThat(answer.status()).as(call.name()).isNotIn(401, 403);
      } else {
        softly.assertThat(answer.status()).as(call.name()).isEqualTo(403);
        softly.assertThat(answer.body()).contains("the role write", "eye");
      }
    }
    softly.assertAll();
  }

  @Test
  void letsAWriterDoBoth() {
    assertThat(
            call(
                    HttpMethod.POST,
                    "/experiments?dryRun=false",
                    "{\"network\":\"baseline\",\"training\":{\"epochs\":1}}",
                    writer)
                .getStatusCode()
                .value())
        .isEqualTo(202);
    assertThat(call(HttpMethod.GET, "/experiments", "", writer).getStatusCode().value())
        .isEqualTo(200);
  }

  @Test
  void isNotTrickedByPaths() throws IOException {
    SoftAssertions softly = new SoftAssertions();
    for (Call call : calls()) {
      String path = path(call);
      for (String tricky :
          List.of(
              "/" + path,
              "/." + path,
              "/x/.." + path,
              "/swagger-ui/.." + path,
              "/swagger-ui/%2e%2e" + path,
              "/swagger-ui/..;" + path,
              "/swagger-ui/..%2f" + path.substring(1),
              "/swagger-ui/%252e%252e" + path,
              "/actuator/health;" + path,
              "/v3/api-docs/.." + path,
              path + "/",
              path + "/.",
              path + ";x=y",
              path + ";/swagger-ui/x",
              path + "%00",
              path + "%0a",
              path + "\\",
              path + "?/swagger-ui/",
              path.replaceFirst("/(\\w)(\\w+)", "/$1%2f$2"),
              path.replaceFirst("/e", "/%65"),
              "http://127.0.0.1:" + port + path)) {
        int status = RawRequest.of(call.verb(), tricky).send(port).status();
        softly.assertThat(status).as("%s %s", call.method(), tricky).isIn(400, 401);
      }
    }
    softly.assertAll();
  }

  @ParameterizedTest
  @ValueSource(strings = {"HEAD", "OPTIONS", "TRACE", "PUT", "PATCH", "QUERY", "get", "PROPFIND"})
  void isNotTrickedByMethods(String method) throws IOException {
    for (String path : List.of("/experiments", "/actuator", "/storage", "/error", "/nothing")) {
      assertThat(RawRequest.of(method, path).send(port).status()).as(path).isIn(401, 405, 501);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"})
  void isNotTrickedByMethodsInHeaders(String header) throws IOException {
    String experiment =
        call(HttpMethod.POST, "/experiments", "{\"network\":\"baseline\"}", writer)
            .getHeaders()
            .getLocation()
            .getPath();
    assertThat(RawRequest.of("GET", experiment, reader, header + ": DELETE").send(port).status())
        .isEqualTo(200);
    assertThat(RawRequest.of("DELETE", experiment, reader, header + ": GET").send(port).status())
        .isEqualTo(403);
    assertThat(
            RawRequest.of("POST", experiment + "/cancel?_method=GET", reader).send(port).status())
        .isEqualTo(403);
    assertThat(call(HttpMethod.GET, experiment, "", reader).getStatusCode().value()).isEqualTo(200);
  }

  @Test
  void knowsNoOtherWayToSendAKeyAndNoOtherCredentials() throws IOException {
    String key = writer.substring(writer.lastIndexOf(' ') + 1);
    List<String> attempts =
        Stream.concat(
                Stream.of("admin:admin", "user:password", "trainyard:trainyard", ":", "x:" + key)
                    .map(
                        pair ->
                            "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8))),
                Stream.of(
                    key,
                    "Bearer",
                    "Bearer ",
                    "Bearer null",
                    "Bearer " + key + "A",
                    "Bearer " + key.substring(0, key.length() - 1),
                    "Bearer x, Bearer " + key,
                    "Basic " + key,
                    "Token " + key,
                    "Negotiate " + key))
            .map("Authorization: "::concat)
            .toList();
    for (String attempt : attempts) {
      assertThat(RawRequest.of("GET", "/experiments", attempt).send(port).status())
          .as(attempt)
          .isEqualTo(401);
    }
    for (String path : List.of("access_token=", "key=", "api_key=", "authorization=Bearer%20")) {
      assertThat(RawRequest.of("GET", "/experiments?" + path + key).send(port).status())
          .isEqualTo(401);
    }
    for (String header : List.of("X-API-Key: ", "Cookie: key=", "Proxy-Authorization: Bearer ")) {
      assertThat(RawRequest.of("GET", "/experiments", header + key).send(port).status())
          .isEqualTo(401);
    }
    assertThat(RawRequest.of("GET", "/experiments", writer, WRONG).send(port).status())
        .isEqualTo(401);
  }

  @Test
  void showsWithoutAKeyWhatIsNeededToHaveOneAndNoMore() throws IOException {
    for (String path :
        List.of(
            "/",
            "/index.html",
            "/page/main.js",
            "/webjars/uplot/dist/uPlot.iife.min.js",
            "/swagger-ui/index.html",
            "/swagger-ui/swagger-ui-bundle.js",
            "/v3/api-docs",
            "/v3/api-docs/swagger-config",
            "/actuator/health",
            "/actuator/health/liveness",
            "/actuator/health/readiness")) {
      Answer answer = RawRequest.of("GET", path).send(port);
      assertThat(answer.status()).as(path).isEqualTo(200);
      assertThat(RawRequest.of("POST", path).send(port).status()).as(path).isEqualTo(401);
    }
    assertThat(RawRequest.of("GET", "/actuator/health").send(port).body())
        .contains("\"status\":\"UP\"")
        .doesNotContain("components", "database");
    assertThat(RawRequest.of("GET", "/actuator/health", reader).send(port).body())
        .contains("database");
    for (String path :
        List.of(
            "/actuator",
            "/actuator/env",
            "/actuator/health/database",
            "/actuator/health/readiness/database",
            "/actuator/prometheus",
            "/actuator/sbom",
            "/actuator/sbom/application",
            "/error",
            "/nothing")) {
      assertThat(RawRequest.of("GET", path).send(port).status()).as(path).isEqualTo(401);
    }
    assertThat(RawRequest.of("GET", "/actuator/health/readiness").send(port).body())
        .contains("{\"status\":\"UP\"}")
        .doesNotContain("components", "database");
  }

  @Test
  void showsAReaderMetricsAndNothingElseOfItsInside() throws IOException {
    assertThat(RawRequest.of("GET", "/actuator/prometheus", reader).send(port).body())
        .contains("trainyard_trials{status=\"queued\"}");
    for (String path : List.of("env", "heapdump", "loggers", "metrics", "threaddump")) {
      assertThat(RawRequest.of("GET", "/actuator/" + path, writer).send(port).status())
          .as(path)
          .isEqualTo(404);
    }
  }

  @Test
  void opensEventsToWhoHasAKey() throws IOException {
    String experiment =
        call(HttpMethod.POST, "/experiments", "{\"network\":\"baseline\"}", writer)
            .getHeaders()
            .getLocation()
            .getPath();
    assertThat(RawRequest.of("GET", experiment + "/events").send(port).status()).isEqualTo(401);
    try (Stream<String> lines =
        service.lines(experiment + "/events", "Accept: text/event-stream", reader)) {
      assertThat(lines.findFirst()).contains("id:1");
    }
  }

  @Test
  void refusesAForeignPageThatHasAKey() throws IOException {
    for (String header : List.of("Host: evil.example", "Origin: https://evil.example")) {
      assertThat(RawRequest.of("GET", "/experiments", writer, header).send(port).status())
          .isEqualTo(403);
    }
  }

  @Test
  void takesAKeyThatIsMadeAndNoneThatIsRevokedFromTheNextRequestOn() throws IOException {
    String guest = "Authorization: Bearer " + keys("add", "--role=read", "--name=guest");
    RawRequest request = RawRequest.of("GET", "/experiments", guest);
    assertThat(request.send(port).status()).isEqualTo(200);
    keys("revoke", "--name", "guest");
    assertThat(request.send(port).status()).isEqualTo(401);
    assertThat(RawRequest.of("GET", "/experiments", reader).send(port).status()).isEqualTo(200);
  }

  @Test
  void writesNoKeyAnywhere(CapturedOutput output) throws IOException {
    String secret = writer.substring(writer.lastIndexOf(' ') + 1);
    String body = "{\"network\":\"baseline\",\"training\":{\"epochs\":1}}";
    String experiment =
        call(HttpMethod.POST, "/experiments", body, writer).getHeaders().getLocation().getPath();
    engine.release();
    String answers =
        RawRequest.of("GET", experiment, writer).send(port).body()
            + RawRequest.of("GET", experiment + "/trials/1", writer).send(port).body()
            + RawRequest.of("POST", experiment + "/nothing", writer).send(port).body()
            + RawRequest.of("GET", "/nothing", writer).send(port).body();
    assertThat(answers).doesNotContain(secret);
    assertThat(output.getAll()).doesNotContain(secret, WRONG_SECRET);
    assertThat(Files.readString(Path.of(FILE))).doesNotContain(secret);
  }
}
