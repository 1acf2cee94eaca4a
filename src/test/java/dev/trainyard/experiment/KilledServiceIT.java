package dev.trainyard.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.JsonNode;

/** What SIGKILL can do to a service that keeps all it knows in a file. */
@Execution(ExecutionMode.CONCURRENT)
@NullUnmarked
class KilledServiceIT {
  private static final int KILLS = 6;

  @TempDir Path directory;

  @Test
  void losesAndRepeatsNoEpoch() throws Exception {
    JsonNode undisturbed = SmallSweep.undisturbedCurves();
    Random random = new Random(12);
    for (int kill = 1; kill <= KILLS; kill++) {
      try (ServiceProcess service = start()) {
        if (kill == 1) {
          service.post("/experiments", SmallSweep.REQUEST);
        }
        service.awaitEpochs(1, service.epochs(1) + random.nextInt(6));
        service.killAfter(Duration.ofMillis(random.nextInt(400)));
      }
    }
    try (ServiceProcess service = start()) {
      assertThat(service.epochs(1)).isLessThan(SmallSweep.EPOCHS);
      JsonNode done = service.awaitEnd(1);

      assertThat(done.path("status").asString()).as("%s", done).isEqualTo("COMPLETED");
      assertThat(SmallSweep.curves(service, 1)).isEqualTo(undisturbed);
      assertThat(attemptsAtSweep(service)).isGreaterThanOrEqualTo(SmallSweep.TRIALS + KILLS);
    }
  }

  private ServiceProcess start() {
    return new ServiceProcess(directory, "trainyard.slots=2").ready();
  }

  private static int attemptsAtSweep(ServiceProcess service) {
    return IntStream.rangeClosed(1, SmallSweep.TRIALS).map(n -> attempts(service, n)).sum();
  }

  private static int attempts(ServiceProcess service, int trial) {
    return service.get("/experiments/1/trials/" + trial).path("attempts").size();
  }
}
