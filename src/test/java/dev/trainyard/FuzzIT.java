package dev.trainyard;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.kagkarlsson.scheduler.Scheduler;
import dev.trainyard.RawRequest.Answer;
import dev.trainyard.catalog.Datasets;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The service under requests that its own OpenAPI document tells how to make, and how to spoil.
 * None is answered with 5xx or hangs, each answer is as the document has it, and nothing is left on
 * the heap.
 *
 * <p>{@code -Dfuzz.requests=100000} sends more of them, {@code -Dfuzz.seed=…} begins elsewhere, and
 * with {@code -Dfuzz.requests=1} a seed that a failure names is sent alone. {@code
 * -Dfuzz.patience=5} waits no longer than so many seconds, on a machine that has no other work.
 */
@Isolated("what other tests leave on the heap meanwhile would count")
@TestPropertySource(
    properties = {
      "trainyard.limits.trial-memory=64MB",
      "trainyard.limits.event-streams=100",
      "trainyard.limits.queued-trials=20000"
    })
@NullUnmarked
class FuzzIT extends ApiDocument {
  private static final int REQUESTS = Integer.getInteger("fuzz.requests", 3000);
  private static final long SEED = Long.getLong("fuzz.seed", 1);
  private static final Duration LONGEST =
      Duration.ofSeconds(Integer.getInteger("fuzz.patience", 30));
  private static final Duration DRY_RUN = Duration.ofSeconds(60);
  private static final long MOST_GROWTH = 48 << 20;
  private static final int MOST_FAULTS = 12;

  /** What pictures say that are not drawn in time: the one 503 that a busy machine may give. */
  private static final String TOO_BUSY = "drawn";

  @LocalServerPort int port;
  @Autowired Scheduler scheduler;
  @Autowired Datasets datasets;

  private final Deque<String> queued = new ArrayDeque<>();
  private final Map<String, String> faults = new LinkedHashMap<>();
  private final TreeMap<Long, String> slowest = new TreeMap<>();
  private final Map<Integer, Integer> statuses = new TreeMap<>();

  @Test
  void answersWhateverItIsAsked() throws IOException, InterruptedException {
    trainSome();
    FuzzedRequests requests = new FuzzedRequests(document(), calls());
    ApiContract contract = new ApiContract(document());
    long heap = 0;
    for (int i = 0; i < REQUESTS && faults.size() < MOST_FAULTS; i++) {
      long seed = SEED + i;
      RawRequest request = quick(requests.of(seed, call -> id(call, seed)));
      send(request, seed, contract);
      if (i == REQUESTS / 10) {
        heap = used();
      }
    }
    System.out.println(
        "fuzzed: " + statuses + "; the slowest: " + slowest.descendingMap().values());
    faults.forEach((kind, text) -> System.out.println("fault: " + text));
    assertThat(faults.values()).as("a request of each kind, with its seed").isEmpty();
    assertThat(used()).as("heap at the end").isLessThan(heap + MOST_GROWTH);
    assertThat(statuses.keySet()).contains(200, 202, 204, 400, 404, 405, 406, 409, 413, 415);
  }

  /**
   * Results for the requests that read: experiments 1 to 3, and a study. Then nothing is trained.
   */
  private void trainSome() {
    engines.trainForReal();
    String network =
        "\"network\":{\"layers\":[{\"type\":\"conv2d\",\"filters\":2,\"kernel\":5},{\"type\":\"maxPool2d\",\"size\":4},{\"type\":\"flatten\"},{\"type\":\"dense\",\"units\":10,\"activation\":\"softmax\"}]}";
    String training = "\"training\":{\"epochs\":2,\"batchSize\":8}";
    List<String> done =
        List.of(
            submit("{%s,%s,\"replicates\":3}".formatted(network, training)),
            submit(
                "{\"network\":\"baseline\",%s,\"sweep\":{\"training.l2\":[0,0.1]},\"replicates\":2}"
                    .formatted(training)),
            submit(
                "{\"network\":\"baseline\",\"training\":{\"epochs\":2,\"validation\":{\"source\":\"holdout\",\"fraction\":0.2}}}"));
    done.forEach(experiment -> awaitStatus(experiment, "COMPLETED"));
    scheduler.pause();
    post("/studies", "{\"template\":\"quick\"}");
    post("/studies/1/cancel", "");
  }

  /** What is changed is none of the results; now and then there is nothing of that id. */
  private String id(ApiDocument.Call call, long seed) {
    if (seed % 11 == 0) {
      return "987654321";
    }
    if (call.path().startsWith("/studies")) {
      return call.method().equals("delete") ? "2" : "1";
    }
    if (call.method().equals("get") || call.path().endsWith("/verify")) {
      return String.valueOf(1 + seed % 3);
    }
    String last = queued.peekLast();
    return last == null ? "987654321" : last.substring(last.lastIndexOf('/') + 1);
  }

  /** A dry run of a study trains each of its networks for a moment, which takes half a minute. */
  private static RawRequest quick(RawRequest request) {
    return request.path().startsWith("/studies?dryRun=true")
        ? new RawRequest(request.method(), "/studies", request.body(), request.headers())
        : request;
  }

  /** A dry run measures by training for a moment, as is said of it. */
  private static Duration patience(RawRequest request) {
    return request.path().contains("dryRun=true") ? DRY_RUN : LONGEST;
  }

  private void send(RawRequest request, long seed, ApiContract contract) throws IOException {
    long begin = System.nanoTime();
    Answer answer;
    try {
      answer = request.sendPatiently(port, patience(request));
    } catch (SocketTimeoutException e) {
      fault(seed, request, "hangs");
      return;
    } catch (RuntimeException e) {
      fault(seed, request, "cannot be read: " + e);
      return;
    }
    long nanos = System.nanoTime() - begin;
    slowest.put(
        nanos,
        "%d ms: seed %d %s %s"
            .formatted(nanos / 1_000_000, seed, request.method(), request.path()));
    if (slowest.size() > 8) {
      slowest.pollFirstEntry();
    }
    if (nanos > patience(request).toNanos()) {
      fault(seed, request, "takes too long");
    }
    statuses.merge(answer.status(), 1, Integer::sum);
    // 501 is Tomcat's, for methods and transfer codings that it does not know.
    if (answer.status() == 501) {
      return;
    }
    if (answer.status() >= 500 && !answer.body().contains(TOO_BUSY)) {
      fault(seed, request, "%d %s".formatted(answer.status(), answer.body()));
    }
    check(request, answer, seed, contract);
    String location = answer.header("Location");
    if (answer.status() == 202 && location.matches("/(experiments|studies)/\\d+")) {
      queued.add(location);
      if (queued.size() > 8) {
        call(HttpMethod.DELETE, queued.removeFirst(), "");
      }
    }
  }

  private void check(RawRequest request, Answer answer, long seed, ApiContract contract) {
    String type = answer.header("Content-Type");
    try {
      if (answer.status() >= 400 && !request.method().equals("HEAD")) {
        assertThat(type).isEqualTo(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
      }
      contract.check(
          new ApiContract.Exchange(
              request.method(),
              URI.create("http://127.0.0.1" + request.path().strip().replaceFirst("\\?$", "")),
              text(request.body().getBytes(ISO_8859_1)),
              answer.status(),
              type.isEmpty() ? null : MediaType.parseMediaType(type),
              answer.body().getBytes(ISO_8859_1)));
    } catch (IllegalArgumentException e) {
      // No URI: then it must be refused.
      if (answer.status() < 400) {
        fault(seed, request, "%d for what is no URI".formatted(answer.status()));
      }
    } catch (AssertionError | RuntimeException e) {
      fault(seed, request, "%d %s".formatted(answer.status(), e));
    }
  }

  /** A body as JSON's readers take it: in whichever Unicode it is, if it is JSON at all. */
  private static String text(byte[] body) {
    try {
      return new JsonMapper().readTree(body).toString();
    } catch (JacksonException e) {
      return new String(body, UTF_8);
    }
  }

  private void fault(long seed, RawRequest request, String what) {
    String kind =
        request.path().replaceAll("\\?.*|\\d+", "")
            + ": "
            + what.replaceAll("[0-9a-f-]{36}|\\d+", "");
    String text = request.toString();
    faults.putIfAbsent(
        kind.substring(0, Math.min(120, kind.length())),
        "seed %d: %s%n  %s"
            .formatted(
                seed,
                text.substring(0, Math.min(1500, text.length())),
                what.substring(0, Math.min(1500, what.length()))));
  }

  /** With the images in memory, which a full heap gives up and loads again. */
  private long used() throws InterruptedException {
    datasets.get("mnist");
    ManagementFactory.getMemoryMXBean().gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  @Override
  @AfterEach
  protected void leaveNothingBehind() {
    scheduler.resume();
    super.leaveNothingBehind();
  }
}
