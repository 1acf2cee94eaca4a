package dev.trainyard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.experiment.OnH2;
import dev.trainyard.experiment.ServiceTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an operator sees of a service; {@link KeysIT} says who counts as one. */
@OnH2
@NullUnmarked
class ActuatorIT extends ServiceTest {
  private static final Path DASHBOARD = Path.of("src/operation/grafana-dashboard.json");

  /** A metric in a query: what is followed by its labels. */
  private static final Pattern METRIC = Pattern.compile("([a-z][a-z0-9_]*)\\{");

  @LocalServerPort int port;

  @Test
  void exposesHealthMetricsAndTheBillOfMaterialsAndNothingElse() throws IOException {
    assertThat(get("/actuator").getBody().path("_links").propertyNames())
        .containsExactlyInAnyOrder(
            "self", "health", "health-path", "prometheus", "sbom", "sbom-id");
    SoftAssertions softly = new SoftAssertions();
    for (String endpoint :
        List.of(
            "auditevents",
            "beans",
            "caches",
            "conditions",
            "configprops",
            "env",
            "flyway",
            "heapdump",
            "httpexchanges",
            "info",
            "jolokia",
            "liquibase",
            "logfile",
            "loggers",
            "mappings",
            "metrics",
            "quartz",
            "scheduledtasks",
            "sessions",
            "shutdown",
            "startup",
            "threaddump")) {
      for (String path : List.of("/actuator/" + endpoint, "/actuator/" + endpoint + "/x")) {
        softly.assertThat(RawRequest.of("GET", path).send(port).status()).as(path).isEqualTo(404);
        softly.assertThat(RawRequest.of("POST", path).send(port).status()).as(path).isEqualTo(404);
      }
    }
    softly.assertAll();
  }

  @Test
  void isReadyWithItsDatabaseItsEnginesAndItsDisk() {
    JsonNode readiness = body("/actuator/health/readiness");
    assertThat(readiness.path("status").asString()).isEqualTo("UP");
    assertThat(readiness.path("components").propertyNames())
        .containsExactlyInAnyOrder("database", "disk", "engine", "readinessState");
    assertThat(body("/actuator/health/liveness").toString()).isEqualTo("{\"status\":\"UP\"}");
  }

  @Test
  void countsWhatIsTrained() throws IOException {
    double epochs = metric("trainyard_epoch_seconds_count");
    double examples = metric("trainyard_examples_total");
    engine.release();
    String experiment =
        submit("{\"network\":\"baseline\",\"training\":{\"epochs\":2},\"replicates\":3}");
    awaitStatus(experiment, "COMPLETED");

    assertThat(metric("trainyard_epoch_seconds_count") - epochs).isEqualTo(6);
    assertThat(metric("trainyard_examples_total") - examples).isEqualTo(6 * 60_000.0);
  }

  @Test
  void namesNoExperimentAndNoTrialInItsMetrics() throws IOException {
    engine.release();
    String experiment = submit("{\"network\":\"baseline\",\"training\":{\"epochs\":1}}");
    awaitStatus(experiment, "COMPLETED");
    body(experiment + "/trials/1");
    body(experiment + "/curves");
    RawRequest.of("GET", "/nothing/4711").send(port);
    RawRequest.of("FETCH4711", experiment).send(port);

    assertThat(scrape())
        .contains("uri=\"/experiments/{id}/trials/{trial}\"")
        .doesNotContain("4711", "experiment=", "trial=", "uri=\"" + experiment);
  }

  @Test
  void hasEveryMetricThatTheDashboardShows() throws IOException {
    Set<String> shown = new TreeSet<>();
    JsonNode dashboard = JsonMapper.shared().readTree(Files.readString(DASHBOARD));
    for (JsonNode panel : dashboard.path("panels")) {
      for (JsonNode target : panel.path("targets")) {
        METRIC
            .matcher(target.path("expr").asString())
            .results()
            .forEach(metric -> shown.add(metric.group(1)));
      }
    }
    // That Prometheus makes itself.
    assertThat(shown.remove("up")).isTrue();
    assertThat(shown).hasSizeGreaterThan(15);
    System.gc();

    String scrape = scrape();
    assertThat(shown)
        .allSatisfy(metric -> assertThat(scrape).containsPattern("(?m)^" + metric + "[{ ]"));
  }

  private String scrape() throws IOException {
    RawRequest.Answer answer = RawRequest.of("GET", "/actuator/prometheus").send(port);
    assertThat(answer.status()).isEqualTo(200);
    return answer.body();
  }

  private double metric(String name) throws IOException {
    try (Stream<String> lines = scrape().lines()) {
      return lines
          .filter(line -> line.startsWith(name + " "))
          .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
          .sum();
    }
  }
}
