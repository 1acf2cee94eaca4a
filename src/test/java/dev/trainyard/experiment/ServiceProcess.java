package dev.trainyard.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.ServiceClient;
import dev.trainyard.dataset.TestMnist;
import dev.trainyard.outcome.Status;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.NullUnmarked;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.web.client.ResourceAccessException;
import tools.jackson.databind.JsonNode;

/** The service as its users start it, in a process of its own that a test may kill. */
@NullUnmarked
final class ServiceProcess implements AutoCloseable {
  /** More than a machine needs that is busy with other things. */
  static final Duration PATIENCE = Duration.ofMinutes(3);

  /** Of heap. */
  private static final int MEGABYTES = 768;

  private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");
  private static final String STARTED = "Started TrainyardApplication";

  private final Process process;
  private final Path log;
  private ServiceClient client;

  /**
   * Starts it on the real MNIST and a port that is free, without waiting for it.
   *
   * @param directory for its data and its log
   * @param settings as {@code name=value}
   */
  ServiceProcess(Path directory, String... settings) {
    this(false, MEGABYTES, directory, Map.of(), settings);
  }

  /** Starts it with so many megabytes for its heap. */
  ServiceProcess(int megabytes, Path directory, String... settings) {
    this(false, megabytes, directory, Map.of(), settings);
  }

  /** Starts it with variables in its environment. */
  ServiceProcess(Path directory, Map<String, String> environment, String... settings) {
    this(false, MEGABYTES, directory, environment, settings);
  }

  private ServiceProcess(
      boolean first,
      int megabytes,
      Path directory,
      Map<String, String> environment,
      String... settings) {
    try {
      log = Files.createTempFile(directory, "service", ".log");
      List<String> command = command(megabytes, directory, settings);
      command.addAll(1, ServiceClasses.options(first));
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.environment().put("CLASSPATH", ServiceClasses.path());
      builder.environment().putAll(environment);
      process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts one whose orderly end makes the start of later ones short. */
  static ServiceProcess first(Path directory, String... settings) {
    return new ServiceProcess(true, MEGABYTES, directory, Map.of(), settings);
  }

  private static List<String> command(int megabytes, Path directory, String... settings) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + megabytes + "m");
    // These processes spend their lives on starting, which C2 would only slow down.
    command.add("-XX:TieredStopAtLevel=1");
    // As Java does itself where it has a single core or little memory.
    command.add("-XX:+UseSerialGC");
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.add("-Djava.awt.headless=true");
    command.add("dev.trainyard.TrainyardApplication");
    if (Arrays.stream(settings).noneMatch(setting -> setting.startsWith("server.port="))) {
      command.add("--server.port=0");
    }
    command.add("--trainyard.data-dir=" + directory);
    command.add("--trainyard.datasets.directory=" + TestMnist.directory());
    Arrays.stream(settings).map(setting -> "--" + setting).forEach(command::add);
    return command;
  }

  /** Waits until it answers. */
  ServiceProcess ready() {
    await(() -> log().contains(STARTED) || !process.isAlive());
    Matcher found = PORT.matcher(log());
    assertThat(found.find() && process.isAlive()).as("the service is up: %s", log()).isTrue();
    client = new ServiceClient(Integer.parseInt(found.group(1)));
    return this;
  }

  /** Such as {@code http://127.0.0.1:8080}. */
  String address() {
    return client.address();
  }

  long pid() {
    return process.pid();
  }

  /** The processes that it has started and that go on, without those that only start another. */
  List<ProcessHandle> children() {
    return process
        .children()
        .filter(child -> child.info().command().orElse("").endsWith("java"))
        .toList();
  }

  /** Whether a process runs; what has ended, but whose end nobody has asked for, does not. */
  static boolean runs(ProcessHandle process) {
    return process.isAlive() && process.info().command().isPresent();
  }

  /** Waits until an experiment or this process has ended; whether the process lives. */
  boolean livesToSeeTheEndOf(int experiment) {
    Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .ignoreExceptions()
        .until(
            () ->
                !process.isAlive()
                    || Status.valueOf(get("/experiments/" + experiment).path("status").asString())
                        .isFinal());
    return process.isAlive();
  }

  /** Waits until it ends by itself; returns the exit code. */
  int awaitDeath() throws InterruptedException {
    assertThat(process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS))
        .as("it has ended: %s", log())
        .isTrue();
    return process.exitValue();
  }

  String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whatever a path answers. */
  ResponseEntity<String> answer(String path) {
    return client.get(path, "*/*", String.class);
  }

  ResponseEntity<JsonNode> upload(String path, byte[] body, String contentType) {
    return client.upload(path, body, contentType);
  }

  /** Deletes what is at a path; returns what comes of it. */
  ResponseEntity<JsonNode> delete(String path) {
    return client.call(HttpMethod.DELETE, path, "");
  }

  JsonNode get(String path) {
    return call(HttpMethod.GET, path, "");
  }

  JsonNode post(String path, String body) {
    return call(HttpMethod.POST, path, body);
  }

  /** What it tells of an experiment as it goes on; returns as soon as it begins to. */
  Stream<String> events(int experiment) {
    return client.lines(
        "/experiments/%d/events".formatted(experiment), "Accept: text/event-stream");
  }

  private JsonNode call(HttpMethod method, String path, String body) {
    try {
      return client.successful(method, path, body);
    } catch (ResourceAccessException e) {
      throw new IllegalStateException("%s %s; the log: %s".formatted(method, path, log()), e);
    }
  }

  /** Waits until something is so, as long as a busy machine may need. */
  void await(Callable<Boolean> condition) {
    Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(condition);
  }

  /** Waits until the experiment has recorded as many epochs, in all its trials together. */
  void awaitEpochs(int experiment, int epochs) {
    await(
        () -> {
          JsonNode now = get("/experiments/" + experiment);
          boolean enough = now.at("/progress/epochsCompleted").asInt() >= epochs;
          assertThat(enough || !Status.valueOf(now.path("status").asString()).isFinal())
              .as("it goes on to %d epochs: %s", epochs, now)
              .isTrue();
          return enough;
        });
  }

  int epochs(int experiment) {
    return get("/experiments/" + experiment).path("progress").path("epochsCompleted").asInt();
  }

  /** Waits until the experiment has ended, and returns it. */
  JsonNode awaitEnd(int experiment) {
    return Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .until(
            () -> get("/experiments/" + experiment),
            now -> Status.valueOf(now.path("status").asString()).isFinal());
  }

  /** Leaves it alone for a while, and then kills it with SIGKILL. */
  void killAfter(Duration moment) throws InterruptedException {
    assertThat(process.waitFor(moment.toMillis(), TimeUnit.MILLISECONDS))
        .as("it ended by itself: %s", log())
        .isFalse();
    kill();
  }

  /** SIGKILL. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  /** SIGTERM; returns the exit code. */
  int terminate(Duration patience) throws InterruptedException {
    process.destroy();
    assertThat(process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS))
        .as("it has ended: %s", log())
        .isTrue();
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
