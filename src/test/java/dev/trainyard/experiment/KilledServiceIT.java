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
  /** Without an epoch in between: then a trial is not tried again. */
  private static final int MOST_DEATHS = 3;

  private static final int KILLS = 6;

  /** Goes first, and comes to the end of no epoch before the next kill. */
  private static final String HOPELESS =
      """
      {"network":"hinton-500-300","priority":1,"training":{"batchSize":1}}
      """;

  @TempDir Path directory;

  @Test
  void losesAndRepeatsNoEpochAndGivesUpOnlyTheTrialThatDiesThreeTimes() throws Exception {
    JsonNode undisturbed = SmallSweep.undisturbedCurves();
    Random random = new Random(12);
    for (int kill = 1; kill <= KILLS; kill++) {
      try (ServiceProcess service = start()) {
        if (kill == 1) {
          service.post("/experiments", SmallSweep.REQUEST);
          service.post("/experiments", HOPELESS);
        }
        int hopelessAttempts = Math.min(kill, MOST_DEATHS);
        service.await(() -> attempts(service, 2, 1) == hopelessAttempts);
        service.awaitEpochs(1, service.epochs(1) + epochsBefore(kill, random));
        service.killAfter(Duration.ofMillis(random.nextInt(400)));
      }
    }
    try (ServiceProcess service = start()) {
      assertThat(service.epochs(1)).isLessThan(SmallSweep.EPOCHS);
      JsonNode done = service.awaitEnd(1);

      assertThat(done.path("status").asString()).as("%s", done).isEqualTo("COMPLETED");
      assertThat(SmallSweep.curves(service, 1)).isEqualTo(undisturbed);
      assertThat(attemptsAtSweep(service)).isGreaterThanOrEqualTo(SmallSweep.TRIALS + KILLS);
      assertThat(service.get("/experiments/2").path("reason").asString())
          .contains("died 3 times before an epoch was finished");
    }
  }

  /** Every other kill comes late: three in a row before a trial ends an epoch count against it. */
  private static int epochsBefore(int kill, Random random) {
    return kill % 2 == 0 ? random.nextInt(3) : 3 + random.nextInt(3);
  }

  private ServiceProcess start() {
    return new ServiceProcess(directory, "trainyard.slots=2").ready();
  }

  private static int attemptsAtSweep(ServiceProcess service) {
    return IntStream.rangeClosed(1, SmallSweep.TRIALS).map(n -> attempts(service, 1, n)).sum();
  }

  private static int attempts(ServiceProcess service, int experiment, int trial) {
    return service
        .get("/experiments/%d/trials/%d".formatted(experiment, trial))
        .path("attempts")
        .size();
  }
}
