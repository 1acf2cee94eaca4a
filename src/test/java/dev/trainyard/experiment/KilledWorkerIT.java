package dev.trainyard.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.JsonNode;

/** What SIGKILL can do to one of three processes that work on one PostgreSQL. */
@Execution(ExecutionMode.CONCURRENT)
@NullUnmarked
class KilledWorkerIT {
  private static final Duration DEAD_AFTER = Duration.ofSeconds(6);

  /** For a machine that is busy with other things. */
  private static final Duration SLACK = Duration.ofSeconds(6);

  private static final String OPEN_ATTEMPT_IN_MID_TRAINING =
      """
      select a.process from attempt a join trial t on t.id = a.trial_id and t.attempt = a.number
      where a.ended_at is null and t.epochs_completed between 1 and t.epochs_total - 2
      """;

  /** Two attempts at one trial of which the later one began before the earlier one had ended. */
  private static final String AT_THE_SAME_TIME =
      """
      select count(*) from attempt a join attempt b on a.trial_id = b.trial_id and a.number < b.number
      where a.ended_at is null or a.ended_at > b.started_at
      """;

  /** The end of an attempt after which there was another one. */
  private static final String GIVEN_UP =
      """
      select a.ended_at from attempt a join trial t on t.id = a.trial_id where a.number < t.attempt
      """;

  /** Attempts that did not begin where those before them had come to. */
  private static final String TRAINED_TWICE =
      """
      select count(*) from attempt a where a.from_epoch <>
        (select count(*) from event e join trial t on t.id = a.trial_id
         where e.experiment_id = t.experiment_id and e.type = 'EPOCH' and e.at <= a.started_at
           and e.data like '{"trial":' || t.number || ',%')
      """;

  @TempDir Path directory;

  private final JsonNode undisturbed = SmallSweep.undisturbedCurves();
  private List<ServiceProcess> workers;
  private JdbcClient database;

  @BeforeEach
  void startThreeAtOnce() {
    String url = Postgres.newDatabase();
    database = JdbcClient.create(new DriverManagerDataSource(url));
    String[] settings = {
      "spring.datasource.url=" + url,
      "trainyard.slots=1",
      "trainyard.dead-after=" + DEAD_AFTER,
      "trainyard.poll-interval=100ms"
    };
    workers = Stream.generate(() -> new ServiceProcess(directory, settings)).limit(3).toList();
    workers.forEach(ServiceProcess::ready);
  }

  @AfterEach
  void end() {
    workers.forEach(ServiceProcess::close);
  }

  @Test
  void theOthersFinishItsTrialsAndNoneIsTrainedTwice() throws Exception {
    ServiceProcess first = workers.getFirst();
    first.post("/experiments", SmallSweep.REQUEST);
    first.await(() -> count("select count(distinct process) from attempt") == 3);
    ServiceProcess victim = worker(awaitProcessInMidTraining());
    victim.kill();
    Instant killed = Instant.now();
    ServiceProcess survivor =
        workers.stream().filter(one -> one != victim).findFirst().orElseThrow();
    CompletableFuture<List<String>> watched = watch(survivor);

    JsonNode done = survivor.awaitEnd(1);

    assertThat(done.path("status").asString()).as("%s", done).isEqualTo("COMPLETED");
    assertThat(SmallSweep.curves(survivor, 1)).isEqualTo(undisturbed);
    assertThat(count("select count(*) from epoch")).isEqualTo(SmallSweep.EPOCHS);
    assertThat(count("select count(*) from attempt")).isEqualTo(SmallSweep.TRIALS + 1);
    assertThat(database.sql(GIVEN_UP).query(OffsetDateTime.class).single().toInstant())
        .isBetween(killed, killed.plus(DEAD_AFTER).plus(SLACK));
    assertThat(count(AT_THE_SAME_TIME)).isZero();
    assertThat(count(TRAINED_TWICE)).isZero();
    assertThat(count("select count(*) from scheduled_tasks")).isZero();
    assertTellsEverythingOnce(watched.get(20, TimeUnit.SECONDS));
  }

  private String awaitProcessInMidTraining() {
    return await()
        .atMost(ServiceProcess.PATIENCE)
        .until(
            () -> database.sql(OPEN_ATTEMPT_IN_MID_TRAINING).query(String.class).list(),
            found -> !found.isEmpty())
        .getFirst();
  }

  private ServiceProcess worker(String process) {
    return workers.stream()
        .filter(worker -> process.endsWith("/" + worker.pid()))
        .findFirst()
        .orElseThrow();
  }

  /** The events as a process tells them that trains only some of the trials. */
  private static CompletableFuture<List<String>> watch(ServiceProcess service) {
    Stream<String> events = service.events(1);
    return CompletableFuture.supplyAsync(events::toList);
  }

  private static void assertTellsEverythingOnce(List<String> stream) {
    List<Integer> ids =
        stream.stream()
            .filter(line -> line.startsWith("id:"))
            .map(line -> Integer.valueOf(line.substring(3)))
            .toList();
    assertThat(ids).isEqualTo(IntStream.rangeClosed(1, ids.size()).boxed().toList());
    assertThat(stream.stream().filter("event:epoch"::equals)).hasSize(SmallSweep.EPOCHS);
    assertThat(stream).contains("data:{\"status\":\"COMPLETED\"}");
  }

  private int count(String sql) {
    return database.sql(sql).query(Integer.class).single();
  }
}
