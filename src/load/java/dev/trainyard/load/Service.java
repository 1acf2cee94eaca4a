package dev.trainyard.load;

import dev.trainyard.dataset.TestMnist;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A service in a process of its own, with the compiler and the heap that its users have. */
final class Service implements AutoCloseable {
  private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final JsonMapper JSON = new JsonMapper();

  /** The service as it is. */
  static final String REAL = "dev.trainyard.TrainyardApplication";

  /** The service with an engine that only pretends to train. */
  static final String INSTANT = InstantTraining.class.getName();

  private final Process process;
  private final Path log;
  private final URI address;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /**
   * Starts one and waits until it answers.
   *
   * @param directory for its data and its log
   * @param settings as {@code name=value}
   */
  Service(String mainClass, Path directory, String... settings)
      throws IOException, InterruptedException {
    log = Files.createTempFile(directory, "service", ".log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx1g",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Djava.awt.headless=true",
            mainClass,
            "--server.port=0",
            "--trainyard.data-dir=" + directory,
            "--trainyard.datasets.directory=" + TestMnist.directory()));
    for (String setting : settings) {
      command.add("--" + setting);
    }
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    address = URI.create("http://127.0.0.1:" + port());
  }

  private int port() throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (process.isAlive() && System.nanoTime() < end) {
      String said = Files.readString(log);
      Matcher found = PORT.matcher(said);
      if (found.find() && said.contains("Started ")) {
        return Integer.parseInt(found.group(1));
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    throw new IOException("it did not start: " + Files.readString(log));
  }

  Proc proc() {
    return new Proc(process.pid());
  }

  /** What it answers, whatever that is. */
  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return client.send(request(path).build(), BodyHandlers.ofString());
  }

  JsonNode read(String path) throws IOException, InterruptedException {
    return successful(get(path));
  }

  HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
    return post(path, "application/json", body.getBytes(StandardCharsets.UTF_8));
  }

  HttpResponse<String> post(String path, String contentType, byte[] body)
      throws IOException, InterruptedException {
    return client.send(
        request(path)
            .header("Content-Type", contentType)
            .POST(BodyPublishers.ofByteArray(body))
            .build(),
        BodyHandlers.ofString());
  }

  /** Queues an experiment; its id. */
  long queue(String experiment) throws IOException, InterruptedException {
    return successful(post("/experiments", experiment)).path("id").asLong();
  }

  /** An event stream, from its first byte on. */
  InputStream events(long experiment) throws IOException, InterruptedException {
    HttpRequest request =
        request("/experiments/%d/events".formatted(experiment))
            .header("Accept", "text/event-stream")
            .build();
    HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
    if (response.statusCode() != 200) {
      throw new IOException("the event stream was refused with " + response.statusCode());
    }
    return response.body();
  }

  /** Waits for the experiment's end, and returns it. */
  JsonNode ended(long experiment) throws IOException, InterruptedException {
    while (true) {
      JsonNode now = read("/experiments/" + experiment);
      if (List.of("COMPLETED", "FAILED", "CANCELLED").contains(now.path("status").asString())) {
        return now;
      }
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }

  /** Epochs recorded so far. */
  int epochs(long experiment) throws IOException, InterruptedException {
    return read("/experiments/" + experiment).at("/progress/epochsCompleted").asInt();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(address.resolve(path)).timeout(PATIENCE);
  }

  private static JsonNode successful(HttpResponse<String> response) throws IOException {
    if (response.statusCode() >= 300) {
      throw new IOException("%d: %s".formatted(response.statusCode(), response.body()));
    }
    return JSON.readTree(response.body());
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
