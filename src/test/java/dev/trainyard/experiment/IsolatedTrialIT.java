package dev.trainyard.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.JsonNode;

/** Trials that are told apart from the bad luck of their process, with real processes. */
@Execution(ExecutionMode.CONCURRENT)
@NullUnmarked
class IsolatedTrialIT {
  private static final int KILLS = 5;
  private static final int EXIT_CODE_OF_SIGTERM = 128 + 15;

  private static final String POISONOUS =
      """
      {"network":"baseline","priority":1,"training":{"epochs":1,"seed":%d}}
      """
          .formatted(Poison.SEED);

  private static final int EXIT_STATUS_OUT_OF_MEMORY = 3;

  private static final String GREEDY =
      """
      {"network":"baseline","priority":1,"training":{"epochs":1,"seed":%d}}
      """
          .formatted(Poison.GREEDY_SEED);

  /** Comes to the end of no epoch in this test. */
  private static final String LONG =
      """
      {"network":"hinton-500-300","priority":1,"training":{"batchSize":1,"epochs":1}}
      """;

  /** 250 MB of parameters, gradients and moments beside the images. */
  private static final String LARGE =
      """
      {"network":{"layers":[{"type":"flatten"},{"type":"dense","units":20000,"activation":"relu"},
        {"type":"dense","units":10,"activation":"softmax"}]},
       "training":{"epochs":1,"optimizer":{"type":"adam"}}}
      """;

  @TempDir Path directory;

  @Test
  void completeHoweverOftenTheServiceIsKilled() throws Exception {
    Random random = new Random(3);
    for (int kill = 1; kill <= KILLS; kill++) {
      try (ServiceProcess service = start(Map.of())) {
        if (kill == 1) {
          service.post("/experiments", SmallSweep.TWO_CELLS);
          service.post("/experiments", LONG);
        }
        // Only what has been begun can die often enough to be suspected.
        int begun = Math.min(kill, Deaths.UNTIL_SUSPECT);
        service.await(() -> trial(service, 2).path("attempts").size() >= begun);
        service.killAfter(Duration.ofMillis(300 + random.nextInt(2200)));
      }
    }
    try (ServiceProcess service = start(Map.of())) {
      service.await(() -> !service.children().isEmpty());
      assertThat(trial(service, 2).path("note").asString())
          .as("%s", trial(service, 2))
          .matches(
              "its process died (twice|\\d times) before epoch 1 was finished; it goes on in a process of its own.*");
      service.post("/experiments/2/cancel", "");
      assertCompletedAsUndisturbed(service);
    }
  }

  @Test
  void failIfTheyKillWhateverTrainsThemAndTakeNobodyWithThem() throws Exception {
    Map<String, String> poison = Poison.environment(directory);
    for (int death = 1; death <= Deaths.UNTIL_SUSPECT; death++) {
      try (ServiceProcess service = start(poison)) {
        if (death == 1) {
          service.post("/experiments", SmallSweep.TWO_CELLS);
          service.post("/experiments", POISONOUS);
        }
        assertThat(service.awaitDeath()).isEqualTo(Poison.EXIT_STATUS);
      }
    }
    try (ServiceProcess service = start(poison)) {
      JsonNode done = service.awaitEnd(2);

      assertThat(done.path("status").asString()).isEqualTo("FAILED");
      assertThat(done.path("reason").asString())
          .isEqualTo(
              "its own process died 3 times before epoch 1 was finished, the last time with exit status 66");
      assertThat(trial(service, 2).path("attempts").valueStream().map(IsolatedTrialIT::deathOf))
          .containsExactly(
              "", "", "with exit status 66", "with exit status 66", "with exit status 66");
      assertCompletedAsUndisturbed(service);
    }
  }

  /** It may be any thread that gets no memory: the trial's, or one without which nothing works. */
  @Test
  void failAloneIfTheyUseUpTheHeapThatTheyShare() throws Exception {
    Map<String, String> poison = Poison.environment(directory);
    boolean hasEnded = false;
    for (int death = 0; !hasEnded; death++) {
      assertThat(death).isLessThanOrEqualTo(Deaths.UNTIL_SUSPECT);
      try (ServiceProcess service = start(poison)) {
        if (death == 0) {
          service.post("/experiments", SmallSweep.TWO_CELLS);
          service.awaitEpochs(1, 3);
          service.post("/experiments", GREEDY);
        }
        hasEnded = service.livesToSeeTheEndOf(2);
        if (hasEnded) {
          assertThat(service.awaitEnd(2).path("reason").asString()).contains("out of memory");
          assertThat(trial(service, 2).path("attempts").values())
              .last()
              .asString()
              .as("judged where nobody else takes memory")
              .contains("before epoch 1 was finished");
          assertCompletedAsUndisturbed(service);
        } else {
          assertThat(service.awaitDeath()).isEqualTo(EXIT_STATUS_OUT_OF_MEMORY);
        }
      }
    }
  }

  @Test
  void giveTheSameBitsInProcessesOfTheirOwnWhichDieWithTheService() throws Exception {
    String[] settings = {"trainyard.isolation=process", "trainyard.isolation-heap=256MB"};
    List<ProcessHandle> orphans;
    try (ServiceProcess service = start(Map.of(), settings)) {
      service.post("/experiments", SmallSweep.TWO_CELLS);
      service.awaitEpochs(1, 3);
      orphans = awaitChildren(service);
      service.kill();
      service.await(() -> orphans.stream().noneMatch(ServiceProcess::runs));
    }
    assertThat(orphans).isNotEmpty();
    try (ServiceProcess service = start(Map.of(), settings)) {
      assertCompletedAsUndisturbed(service);
      assertThat(trial(service, 1).at("/attempts/0/isolation").asString())
          .isEqualTo("trainyard.isolation is process");

      service.post("/experiments", LARGE);
      assertThat(service.awaitEnd(2).path("reason").asString()).contains("out of memory");
      assertThat(trial(service, 2).path("attempts")).hasSize(1);
    }
  }

  @Test
  void areJudgedByTheDeathsOfTheirOwnProcessesStopInTimeAndAreTriedAgain() throws Exception {
    try (ServiceProcess service = start(Map.of(), "trainyard.isolation=process")) {
      service.post("/experiments", LONG);
      for (int death = 1; death <= Deaths.UNTIL_HOPELESS; death++) {
        awaitChild(service).destroyForcibly();
        int deaths = death;
        service.await(() -> deaths(service) == deaths);
      }
      assertThat(service.awaitEnd(1).path("reason").asString())
          .contains("died 3 times before epoch 1", "by SIGKILL (exit status 137)");

      service.post("/experiments/1/resume", "");
      ProcessHandle child = awaitChild(service);
      assertThat(trial(service, 1).path("note").isNull()).isTrue();
      service.post("/experiments/1/cancel", "");
      service.await(() -> !ServiceProcess.runs(child));

      service.post("/experiments/1/resume", "");
      ProcessHandle last = awaitChild(service);
      assertThat(service.terminate(Duration.ofSeconds(10))).isEqualTo(EXIT_CODE_OF_SIGTERM);
      service.await(() -> !ServiceProcess.runs(last));
    }
    assertThat(
            JdbcClient.create(
                    new DriverManagerDataSource("jdbc:h2:file:%s/trainyard".formatted(directory)))
                .sql("select status, process_deaths, own_process_deaths from trial")
                .query()
                .singleRow()
                .values())
        .containsExactly("QUEUED", 0, 0);
  }

  private ServiceProcess start(Map<String, String> environment, String... settings) {
    String[] all =
        Stream.concat(Stream.of("trainyard.slots=2"), Stream.of(settings)).toArray(String[]::new);
    return new ServiceProcess(directory, environment, all).ready();
  }

  private static ProcessHandle awaitChild(ServiceProcess service) {
    return awaitChildren(service).getFirst();
  }

  /** Seen twice: on its way to its program a child is for a moment what its parent is. */
  private static List<ProcessHandle> awaitChildren(ServiceProcess service) {
    AtomicReference<List<ProcessHandle>> seen = new AtomicReference<>(List.of());
    service.await(
        () -> {
          List<ProcessHandle> now = service.children();
          return !now.isEmpty() && now.equals(seen.getAndSet(now));
        });
    return seen.get();
  }

  private static void assertCompletedAsUndisturbed(ServiceProcess service) {
    JsonNode done = service.awaitEnd(1);
    assertThat(done.path("status").asString()).as("%s", done).isEqualTo("COMPLETED");
    assertThat(SmallSweep.curves(service, 1)).isEqualTo(SmallSweep.undisturbedCurvesOfTwoCells());
  }

  private static JsonNode trial(ServiceProcess service, int experiment) {
    return service.get("/experiments/%d/trials/1".formatted(experiment));
  }

  private static long deaths(ServiceProcess service) {
    return trial(service, 1)
        .path("attempts")
        .valueStream()
        .filter(attempt -> !deathOf(attempt).isEmpty())
        .count();
  }

  /** Empty where it did not die. */
  private static String deathOf(JsonNode attempt) {
    return attempt.path("death").isNull() ? "" : attempt.path("death").asString();
  }
}
