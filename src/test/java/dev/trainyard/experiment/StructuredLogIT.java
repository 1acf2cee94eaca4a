package dev.trainyard.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A log that a machine reads. */
@Execution(ExecutionMode.CONCURRENT)
@NullUnmarked
class StructuredLogIT {
  @TempDir Path directory;

  @Test
  void saysOfWhichTrialALineIs() {
    try (ServiceProcess service =
        new ServiceProcess(directory, "logging.structured.format.console=logstash").ready()) {
      service.post(
          "/experiments",
          """
          {"name":"a \\u0022} b","network":"baseline","training":{"epochs":1,"engine":"dl4j"}}
          """);
      service.awaitEnd(1);
      // What begins with a bracket is the JVM's own log.
      List<JsonNode> lines =
          service
              .log()
              .lines()
              .filter(line -> !line.startsWith("["))
              .map(JsonMapper.shared()::readTree)
              .toList();

      assertThat(lines).allMatch(line -> line.has("@timestamp") && line.has("message"));
      assertThat(lines)
          .filteredOn(line -> line.path("logger_name").asString().endsWith("MultiLayerNetwork"))
          .isNotEmpty()
          .allMatch(
              line ->
                  line.path("experiment").asString().equals("1")
                      && line.path("trial").asString().equals("1"));
    }
  }
}
