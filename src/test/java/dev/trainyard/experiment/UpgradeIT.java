package dev.trainyard.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.database.EarlierDatabase;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** What users find when the service is started on a database that an earlier one has left. */
@Execution(ExecutionMode.CONCURRENT)
@NullUnmarked
class UpgradeIT {
  @TempDir Path directory;

  /** The first and the last. */
  static Stream<EarlierDatabase> earlier() {
    return Stream.of(4, 18).map(EarlierDatabase::new);
  }

  @ParameterizedTest
  @MethodSource("earlier")
  void showsWhatWasTrainedAndGoesOnWithTheRest(EarlierDatabase earlier) throws Exception {
    earlier.restore("jdbc:h2:file:%s".formatted(directory.resolve("trainyard")));
    try (ServiceProcess service = new ServiceProcess(directory).ready()) {
      JsonNode complete = service.get("/experiments/1");
      assertThat(complete.path("status").asString()).isEqualTo("COMPLETED");
      assertThat(complete.at("/progress/epochsCompleted").asInt()).isEqualTo(12);
      JsonNode curves = service.get("/experiments/1/curves").path("trials");
      assertThat(curves).hasSize(4).allMatch(trial -> trial.path("epochs").size() == 3);
      assertThat(service.get("/experiments/1/sweep").toString()).contains("training.l2");
      // Made from its model, which no earlier version but the last has asked.
      assertThat(service.get("/experiments/1/trials/1/evaluation").at("/accuracy/value").asDouble())
          .isGreaterThan(0.5);

      JsonNode other = service.awaitEnd(2);
      assertThat(other.path("status").asString()).as("%s", other).isEqualTo("COMPLETED");
      assertThat(other.at("/progress/epochsCompleted").asInt()).isEqualTo(40);
    }
  }
}
