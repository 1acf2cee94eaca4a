package dev.trainyard.experiment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import com.sun.management.UnixOperatingSystemMXBean;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What hostile and careless clients leave in the service once they are gone: nothing. */
@Isolated("what other tests hold meanwhile would count")
@OnH2
@NullUnmarked
class LeavesNothingIT extends ServiceTest {

  private static final int TIMES = 20;

  /** What pools of other applications in this process may open meanwhile; far fewer than times. */
  private static final long SLACK = 5;

  private static final String JSON = "Content-Type: application/json\r\n";

  /** Of a thread in a dump: its name without numbers. */
  private static final Pattern THREAD = Pattern.compile("^#\\d+ \"([^\"]*)\"", Pattern.MULTILINE);

  /**
   * Pools of the container and of the JDK, which grow and shrink within limits of their own, and
   * the compiler; and who waits for the processes that other tests have started.
   */
  private static final Pattern POOLED =
      Pattern.compile(
          "http-nio.*|HttpClient.*|ForkJoinPool.*|.*Compiler.*|process reaper.*|Virtual.*|awaitility.*|");

  /**
   * What the service holds.
   *
   * @param threads by name, virtual ones as well
   * @param handles open files and sockets
   * @param connections to the database that are in use
   * @param files temporary ones
   */
  private record Held(Map<String, Long> threads, long handles, int connections, List<Path> files) {}

  @Autowired DataSource database;
  @LocalServerPort int port;
  @TempDir Path directory;

  @Test
  void ofNoRequest() throws Exception {
    engine.holdInEpoch(2);
    String experiment = submit("{\"network\":\"baseline\",\"training\":{\"epochs\":3}}");
    awaitEpochs(experiment, 1);
    campaign(experiment);
    Held before = settled();

    for (int i = 0; i < TIMES; i++) {
      campaign(experiment);
    }

    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(() -> assertNoMore(held(), before));
  }

  private static void assertNoMore(Held now, Held before) {
    now.threads()
        .forEach(
            (name, count) ->
                assertThat(count)
                    .as("threads %s", name)
                    .isLessThanOrEqualTo(before.threads().getOrDefault(name, 0L) + SLACK));
    assertThat(now.handles()).as("open files").isLessThanOrEqualTo(before.handles() + SLACK);
    assertThat(now.connections()).as("connections").isLessThanOrEqualTo(before.connections());
    assertThat(now.files()).as("files").isSubsetOf(before.files());
  }

  /** What is held when nobody follows any more. */
  private Held settled() {
    return await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofSeconds(1))
        .until(this::held, now -> !now.threads().containsKey("events-of-"));
  }

  /** Every kind of request that once left something behind, or might. */
  private void campaign(String experiment) throws IOException {
    // Streams, whose clients go.
    cut("GET %s/events", experiment, "Accept: text/event-stream\r\n");
    cut("GET %s/events", experiment, "Accept: text/plain\r\n");
    cut("GET /events", "", "Accept: text/event-stream\r\n");
    cut("GET /events", "", "Accept: text/event-stream\r\nLast-Event-ID: 1\r\n");
    whole("HEAD %s/events", experiment, "Accept: text/event-stream\r\n");
    whole("HEAD %s/events", experiment, "Accept: text/plain\r\n");
    // Pictures, too many and too large and for nobody.
    cut("GET %s/curves.png?width=4000&height=3000", experiment, "");
    whole("GET %s/curves.png?width=99999999999999", experiment, "");
    whole("GET %s/curves.svg?metric=loss", experiment, "");
    whole("GET %s/sweep.png", experiment, "");
    whole("GET %s/trials/1/confusion.png", experiment, "");
    cut("GET /studies/1/report.pdf", "", "");
    cut("GET %s/trials/1/model", experiment, "");
    // Parameters and headers.
    whole("GET /experiments?page=10737419&size=200", "", "");
    whole("GET /experiments?name=%s", "a".repeat(7000), "");
    whole("GET %s", experiment, "Accept: a/b/c\r\n");
    whole("GET %s/curves", experiment, "Accept: text/csv;q=0\r\n");
    whole("TRACE %s", experiment, "");
    // Bodies: of no use, too many errors, cut off.
    whole("POST /experiments", "", JSON + sized("null"));
    whole(
        "POST /experiments",
        "",
        JSON + sized("{\"network\":{\"layers\":[%s]}}".formatted("{},".repeat(20_000) + "{}")));
    whole("POST /experiments", "", "Content-Type: multipart/form-data\r\n" + sized("--"));
    cut("POST /experiments", "", JSON + "Content-Length: 1000\r\n\r\n{\"network\":");
    cut("POST /experiments", "", JSON + "Transfer-Encoding: chunked\r\n\r\nffff\r\n{\"network\":");
    cut("POST /experiments", "", JSON + "Transfer-Encoding: chunked\r\n\r\nzz\r\n");
    cut("POST /studies", "", JSON + "Expect: 100-continue\r\nContent-Length: 10\r\n");
    cut("GET /%%zz", "", "Accept");
  }

  private static String sized(String text) {
    return "Content-Length: %d\r\n\r\n%s".formatted(text.length(), text);
  }

  /** Sends a request and goes at the first sign of an answer, or without any. */
  private void cut(String line, String path, String rest) throws IOException {
    try (Socket socket = send(line.formatted(path), rest)) {
      socket.setSoTimeout(100);
      try {
        int _ = socket.getInputStream().read();
      } catch (java.net.SocketTimeoutException silent) {
        // A client that waits no longer.
      }
      socket.setSoLinger(true, 0);
    }
  }

  /** Sends a request and reads all of the answer. */
  private void whole(String line, String path, String rest) throws IOException {
    try (Socket socket = send(line.formatted(path), rest)) {
      assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8)).startsWith("HTTP/1.1");
    }
  }

  private Socket send(String line, String rest) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    String end = rest.contains("\r\n\r\n") ? "" : "\r\n";
    socket
        .getOutputStream()
        .write(
            "%s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n%s%s"
                .formatted(line, rest, end)
                .getBytes(UTF_8));
    return socket;
  }

  private Held held() throws Exception {
    var system = (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return new Held(
        threads(),
        system.getOpenFileDescriptorCount(),
        database.unwrap(HikariDataSource.class).getHikariPoolMXBean().getActiveConnections(),
        files());
  }

  /** All threads: those that the JVM counts leave out virtual ones. */
  private Map<String, Long> threads() throws IOException {
    Path dump = directory.resolve("threads");
    Files.deleteIfExists(dump);
    ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
        .dumpThreads(dump.toString(), ThreadDumpFormat.TEXT_PLAIN);
    return THREAD
        .matcher(Files.readString(dump))
        .results()
        .map((MatchResult found) -> found.group(1).replaceAll("\\d+", ""))
        .filter(name -> !POOLED.matcher(name).matches())
        .collect(Collectors.groupingBy(name -> name, TreeMap::new, Collectors.counting()));
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> temporary = Files.walk(Path.of(System.getProperty("java.io.tmpdir")), 1)) {
      return new ArrayList<>(temporary.toList());
    }
  }
}
