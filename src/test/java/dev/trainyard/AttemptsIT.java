package dev.trainyard;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.RawRequest.Answer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an attacker gets who may use the service: what anyone gets. */
@TestPropertySource(
    properties = {
      "trainyard.roles=api",
      "trainyard.limits.body-time=1s",
      "server.tomcat.connection-timeout=2s"
    })
@ExtendWith(OutputCaptureExtension.class)
@Timeout(120)
@NullUnmarked
class AttemptsIT extends ApiDocument {
  private static final String SCRIPT =
      "<script>alert(1)</script><img src=x onerror=alert(1)>]]>'\"&";

  @LocalServerPort int port;

  private String named(String name) {
    return submit(
        JsonMapper.shared()
            .createObjectNode()
            .put("network", "baseline")
            .put("name", name)
            .toString());
  }

  private String text(String path, String accept) {
    ResponseEntity<String> answer = service.get(path, accept, String.class);
    assertThat(answer.getStatusCode().value()).as(path).isEqualTo(200);
    return answer.getBody();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "..",
        "../",
        "..%2f..%2f..%2fetc%2fpasswd",
        "%2e%2e/%2e%2e/etc/passwd",
        "%252e%252e%252fetc%252fpasswd",
        "..%5c..%5cetc%5cpasswd",
        "..\\..\\etc\\passwd",
        "....//....//etc/passwd",
        "%2fetc%2fpasswd",
        "/etc/passwd",
        "..;/..;/etc/passwd",
        "baseline%00",
        "%00",
        "%c0%ae%c0%ae%c0%afetc",
        "file:%2f%2f%2fetc%2fpasswd",
        "C:%5Cboot.ini",
        "application.yaml",
        "..%2fapplication.yaml",
        "classpath:application.yaml"
      })
  void readsNoFileByAName(String name) throws IOException {
    for (String place :
        List.of(
            "/networks/",
            "/datasets/",
            "/datasets/mnist/",
            "/swagger-ui/",
            "/swagger-ui/../",
            "/webjars/",
            "/webjars/uplot/",
            "/page/",
            "/page/../",
            "/v3/api-docs/",
            "/experiments/1/curves.",
            "/studies/1/report.",
            "/actuator/",
            "/actuator/health/",
            "/")) {
      Answer answer = RawRequest.of("GET", place + name).send(port);
      assertThat(answer.status()).as(place + name).isIn(400, 404);
      assertThat(answer.body()).doesNotContain("root:", "jdbc:h2", "data-dir");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "${7*7}",
        "#{7*7}",
        "{{7*7}}",
        "*{7*7}",
        "%{7*7}",
        "<%=7*7%>",
        "T(java.lang.Runtime).getRuntime().exec('id')",
        "${jndi:ldap://127.0.0.1:1/a}",
        "${env:PATH}",
        "${spring.datasource.url}",
        "{% if 7*7 %}x{% endif %}",
        "x'; drop table trial; --",
        "x' or '1'='1",
        "$(id)",
        "`id`",
        "${{<%[%'\"}}%\\."
      })
  void takesAnExpressionForAText(String expression) {
    String experiment = named(expression);
    assertThat(body(experiment).path("name").asString()).isEqualTo(expression);
    assertThat(body("/experiments").at("/items/0/name").asString()).isEqualTo(expression);
    String json = JsonMapper.shared().writeValueAsString(expression);
    for (String body :
        List.of(
            "{\"network\":\"baseline\",\"sweep\":{%s:[1]}}".formatted(json),
            "{\"network\":\"baseline\",\"sweep\":{\"training.engine\":[%s]}}".formatted(json),
            "{\"network\":%s}".formatted(json),
            "{\"network\":\"baseline\",\"dataset\":%s}".formatted(json),
            "{\"network\":\"baseline\",%s:1}".formatted(json))) {
      ResponseEntity<JsonNode> answer = post("/experiments", body);
      assertThat(answer.getStatusCode().value()).as(body).isEqualTo(400);
      assertThat(answer.getBody().toString()).doesNotContain("49", "h2:file", "/bin");
    }
    for (String parameter : List.of("sort", "status", "page")) {
      String path = "/experiments?%s=%s".formatted(parameter, encoded(expression));
      assertThat(call(HttpMethod.GET, path, "").getStatusCode().value()).as(path).isEqualTo(400);
    }
    assertThat(body("/experiments").path("totalItems").asInt()).isEqualTo(1);
  }

  private static String encoded(String text) {
    return java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8);
  }

  @Test
  void showsAScriptInANameAsText() throws Exception {
    String experiment = named(SCRIPT);
    String svg = text(experiment + "/curves.svg", "image/svg+xml");
    var picture =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(svg.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    assertThat(picture.getElementsByTagName("script").getLength()).isZero();
    assertThat(picture.getElementsByTagName("img").getLength()).isZero();
    ResponseEntity<JsonNode> json = get(experiment);
    assertThat(json.getHeaders().getFirst("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(json.getHeaders().getContentType().toString()).startsWith("application/json");
    assertThat(text("/v3/api-docs", "application/json")).doesNotContain("alert(1)");
    try (var lines = service.lines(experiment + "/events", "Accept: text/event-stream")) {
      assertThat(lines.limit(3)).allMatch(line -> line.matches("(id|event|data):.*|"));
    }
  }

  @Test
  void showsAScriptInTheNameOfAStudyAsText() {
    String request =
        JsonMapper.shared()
            .createObjectNode()
            .put("template", "quick")
            .put("name", SCRIPT)
            .put("author", SCRIPT + "[a](javascript:alert(1)) ${7*7} {{7*7}}")
            .toString();
    String study = post("/studies", request).getHeaders().getLocation().getPath();
    String page = text(study + "/report.html", "text/html");
    assertThat(page).contains("&lt;script&gt;alert(1)").contains("{{7*7}}");
    assertThat(page).doesNotContain("<script", "<img src=x", "href=\"javascript:");
    String markdown = text(study + "/report.md", "text/markdown");
    assertThat(markdown)
        .contains("\\<script\\>alert(1)")
        .doesNotContainPattern("(?<!\\\\)\\]\\(javascript:");
  }

  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "+1+1", "-1+1", "@SUM(1)", "=HYPERLINK(\"http://x\",\"y\")"})
  void writesNoFormulaIntoATable(String name) {
    String first = named(name);
    String second = named("other");
    String ids = "%s,%s".formatted(first.replaceAll("\\D", ""), second.replaceAll("\\D", ""));
    for (String table : List.of("cells", "curves")) {
      String csv =
          text("/comparisons.csv?experiments=%s&table=%s".formatted(ids, table), "text/csv");
      assertThat(csv.split("[,\n]")).noneMatch(cell -> cell.matches("\"?[=+@-].*"));
    }
  }

  @Test
  void readsHeadersToACertainSizeOnly() throws IOException {
    for (String header :
        List.of(
            "X: " + "a".repeat(100_000),
            "Host: 127.0.0.1\r\n" + "X: a\r\n".repeat(5000) + "Y: b")) {
      assertThat(
              RawRequest.of("GET", "/experiments", header)
                  .sendPatiently(port, Duration.ofSeconds(5))
                  .status())
          .isEqualTo(400);
    }
    assertThat(
            RawRequest.of("GET", "/" + "a".repeat(100_000))
                .sendPatiently(port, Duration.ofSeconds(5))
                .status())
        .isEqualTo(400);
  }

  /** A byte now and then holds a thread for a few seconds, not for ever. */
  @ParameterizedTest
  @ValueSource(strings = {"/experiments", "/nothing", "/experiments/1/cancel"})
  void waitsForNoSlowBody(String path) throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor()) {
      socket.setSoTimeout(20_000);
      write(
          socket,
          "POST %s HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n{"
              .formatted(path));
      ScheduledFuture<?> _ =
          clock.scheduleAtFixedRate(() -> drip(socket), 200, 200, TimeUnit.MILLISECONDS);
      long begin = System.nanoTime();
      String answer = new String(read(socket), ISO_8859_1);
      assertThat(answer).startsWith("HTTP/1.1 4");
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(15));
      if (path.equals("/experiments")) {
        assertThat(answer).startsWith("HTTP/1.1 408").contains("TRAINYARD_LIMITS_BODY_TIME");
      }
    }
  }

  private static void drip(Socket socket) {
    try {
      write(socket, " ");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static byte[] read(Socket socket) throws IOException {
    java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
    try {
      socket.getInputStream().transferTo(all);
    } catch (java.net.SocketException e) {
      // Closed while a byte was under way.
    }
    return all.toByteArray();
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 2\r\nContent-Length: 60",
        "Content-Length: 2, 60",
        "Content-Length: 4\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: chunked\r\nContent-Length: 4",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
        "Transfer-Encoding: identity, chunked",
        "Transfer-Encoding: xchunked",
        "Transfer-Encoding : chunked\r\nContent-Length: 3",
        "Transfer-Encoding:\u000bchunked\r\nContent-Length: 3",
        "Content-Length: +2",
        "Content-Length: -2",
        "Content-Length: 0x2",
        "Content-Length: 2\r\n\t0"
      })
  void answersNothingThatIsSmuggledInABody(String lengths) throws IOException {
    String smuggled = "GET /storage HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";
    for (String body : List.of("0\r\n\r\n", "{}")) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        socket.setSoTimeout(20_000);
        write(
            socket,
            "POST /experiments HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n%s\r\n\r\n%s%s"
                .formatted(lengths, body, smuggled));
        String answer = new String(read(socket), ISO_8859_1);
        assertThat(answer.split("HTTP/1.1 ", -1)).as("%s: one answer", lengths).hasSize(2);
        assertThat(answer).matches("(?s)HTTP/1.1 (400|501) .*").doesNotContain("databaseBytes");
      }
    }
  }

  @Test
  void writesNoLineIntoTheLogThatARequestMadeUp(CapturedOutput output) throws IOException {
    String forged = "x\\r\\nFORGED \\u001b[2J";
    post("/experiments", "{\"network\":\"baseline\",\"name\":\"%s\"}".formatted(forged));
    post("/experiments", "{\"network\":\"%s\",\"%s\":1}".formatted(forged, forged));
    post(
        "/experiments",
        "{\"network\":\"baseline\",\"sweep\":{\"%s\":[\"%s\"]}}".formatted(forged, forged));
    for (String text :
        List.of("x%0d%0aFORGED", "x%0aFORGED%1b[2J", "x%E2%80%A8FORGED", "x%c2%85FORGED")) {
      RawRequest.of("GET", "/" + text).send(port);
      RawRequest.of("PATCH", "/experiments/" + text).send(port);
      RawRequest.of("GET", "/experiments?sort=" + text + "&" + text + "=1").send(port);
      RawRequest.of("GET", "/experiments", "Accept: " + text, "Origin: " + text).send(port);
      RawRequest.of("X%0aFORGED", "/experiments").send(port);
    }
    assertThat(output.getAll().lines()).noneMatch(line -> line.startsWith("FORGED"));
    assertThat(output.getAll()).doesNotContain("\u001b[2J");
  }

  @Test
  void tellsNothingOfTheInside() throws IOException {
    for (String path :
        List.of(
            "env",
            "configprops",
            "heapdump",
            "threaddump",
            "beans",
            "loggers",
            "mappings",
            "shutdown",
            "logfile",
            "httpexchanges",
            "conditions")) {
      assertThat(RawRequest.of("GET", "/actuator/" + path).send(port).status())
          .as(path)
          .isEqualTo(404);
    }
    for (String path :
        List.of(
            "/h2-console",
            "/.git/config",
            "/.env",
            "/WEB-INF/web.xml",
            "/META-INF/MANIFEST.MF",
            "/application.yaml",
            "/error?trace=true&message=always")) {
      Answer answer = RawRequest.of("GET", path).send(port);
      assertThat(answer.status()).as(path).isIn(400, 404);
      assertThat(answer.body()).doesNotContain("dev.trainyard", "org.springframework", "at java");
    }
  }
}
