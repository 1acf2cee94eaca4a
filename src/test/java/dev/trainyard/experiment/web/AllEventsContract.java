package dev.trainyard.experiment.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trainyard.experiment.ServiceTest;
import dev.trainyard.experiment.ledger.EventLog;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What who watches all experiments is told, whichever database is behind it. */
@NullUnmarked
abstract class AllEventsContract extends ServiceTest {
  private static final String FAST = "{\"network\":\"baseline\",\"training\":{\"epochs\":2}}";

  @Autowired EventLog log;
  @Autowired DataSource database;
  @Autowired JsonMapper json;

  /** An event as a browser has it. */
  private record Seen(long id, String name, JsonNode data) {
    String words() {
      return "%s %s".formatted(name, data.path("status").asString(""));
    }
  }

  @Test
  void areThoseOfEveryExperimentAndOfItsDeletion() {
    try (Stream<String> lines = service.lines("/events", "Accept: text/event-stream")) {
      List<Seen> seen = read(lines);
      String experiment = submit(FAST);
      String other = submit(FAST);
      awaitStatus(experiment, "COMPLETED");
      // Deleted sooner, its events would be gone before anyone looks, but for the last.
      await().until(() -> of(seen, other).contains("experiment COMPLETED"));
      call(HttpMethod.DELETE, other, "");

      await().until(() -> of(seen, other).contains("deletion "));
      for (String one : List.of(experiment, other)) {
        assertThat(of(seen, one))
            .startsWith(
                "experiment QUEUED",
                "trial RUNNING",
                "experiment RUNNING",
                "epoch ",
                "epoch ",
                "trial COMPLETED",
                "experiment COMPLETED");
      }
      assertThat(seen).extracting(Seen::id).isSorted().doesNotHaveDuplicates();
      JsonNode epoch =
          seen.stream().filter(one -> one.name().equals("epoch")).findFirst().get().data();
      assertThat(epoch.path("experimentId").asLong()).isPositive();
      assertThat(epoch.path("epoch").asInt()).isEqualTo(1);
    }
  }

  @Test
  void goOnBehindTheLastThatIsKnown() {
    String experiment = submit(FAST);
    awaitStatus(experiment, "COMPLETED");
    List<EventLog.Entry> all = log.afterInAll(log.newest() - 3, 500);
    assertThat(all).hasSize(3);
    String known = "Last-Event-ID: " + all.getFirst().number();

    try (Stream<String> lines = service.lines("/events", "Accept: text/event-stream", known)) {
      List<Seen> seen = read(lines);
      await().until(() -> seen.size() >= 2);
      assertThat(seen)
          .extracting(Seen::words)
          .containsExactly("trial COMPLETED", "experiment COMPLETED");
    }
  }

  @Test
  void areNotMissedForTheNumberOfOneThatNeverWas() {
    Instant asked = Instant.now();
    try (Stream<String> lines =
        service.lines("/events", "Accept: text/event-stream", "Last-Event-ID: 999999999")) {
      assertThat(Duration.between(asked, Instant.now()))
          .as("the answer begins although nothing happens")
          .isLessThan(Duration.ofSeconds(8));
      List<Seen> seen = read(lines);
      String experiment = submit(FAST);
      await().until(() -> of(seen, experiment).contains("experiment COMPLETED"));
    }
  }

  @Test
  void beginAFewSecondsAgoForWhoHasReadTheListJustBefore() {
    clock.set(Duration.ofMinutes(-1));
    String old = submit(FAST);
    awaitStatus(old, "COMPLETED");
    clock.set(Duration.ZERO);
    String experiment = submit(FAST);
    awaitStatus(experiment, "COMPLETED");

    try (Stream<String> lines = service.lines("/events", "Accept: text/event-stream")) {
      List<Seen> seen = read(lines);
      await().until(() -> of(seen, experiment).contains("experiment COMPLETED"));
      assertThat(of(seen, old)).isEmpty();
    }
  }

  @Test
  void waitForOneThatIsNumberedEarlierAndCommittedLater() throws SQLException {
    String slow = submit(FAST);
    awaitStatus(slow, "COMPLETED");
    long before = log.newest();
    AllEvents all =
        new AllEvents(
            new AllEvents.Stored() {
              @Override
              public List<EventLog.Entry> after(long number, int most) {
                return log.afterInAll(number, most);
              }

              @Override
              public long newest() {
                return log.newest();
              }
            },
            () -> 0);
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try (PreparedStatement insert =
          connection.prepareStatement(
              "insert into event (experiment_id, number, type, at, data) values (?, 1000, 'TRIAL', ?, '{\"trial\":1}')")) {
        insert.setLong(1, body(slow).path("id").asLong());
        insert.setTimestamp(2, Timestamp.from(Instant.now()));
        insert.executeUpdate();
      }
      awaitStatus(submit(FAST), "COMPLETED");
      assertThat(log.afterInAll(before, 500)).hasSize(7);
      assertThat(all.after(before, 500)).isEmpty();
      connection.commit();
      connection.setAutoCommit(true);
    }
    List<EventLog.Entry> events = all.after(before, 500);
    assertThat(events).hasSize(8);
    assertThat(events.getFirst().data())
        .isEqualTo("{\"experimentId\":%s,\"trial\":1}".formatted(body(slow).path("id")));
  }

  /** A number that is drawn long before its transaction ends is waited for in vain. */
  @Test
  void numberADeletionWhenItIsDone() throws Exception {
    String slow = submit(FAST);
    awaitStatus(slow, "COMPLETED");
    long id = body(slow).path("id").asLong();
    CompletableFuture<ResponseEntity<JsonNode>> deletion;
    long meanwhile;
    try (Connection connection = database.getConnection();
        Connection other = database.getConnection()) {
      connection.setAutoCommit(false);
      update(connection, "update trial set reason = null where experiment_id = " + id);
      deletion = CompletableFuture.supplyAsync(() -> call(HttpMethod.DELETE, slow, ""));
      await().until(() -> isLocked(other, id));
      post("/experiments", FAST);
      meanwhile = log.newest();
      connection.rollback();
      connection.setAutoCommit(true);
    }
    assertThat(deletion.get(20, TimeUnit.SECONDS).getStatusCode().value()).isEqualTo(204);
    assertThat(log.afterInAll(meanwhile, 500))
        .anySatisfy(
            event -> {
              assertThat(event.type()).isEqualTo(EventLog.Type.DELETION);
              assertThat(event.data()).isEqualTo("{\"experimentId\":%d}".formatted(id));
            });
  }

  private static boolean isLocked(Connection connection, long experiment) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "select id from experiment where id = %d for update skip locked"
                .formatted(experiment))) {
      return !select.executeQuery().next();
    }
  }

  private static void update(Connection connection, String sql) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(sql)) {
      update.executeUpdate();
    }
  }

  private List<String> of(List<Seen> seen, String experiment) {
    String id = experiment.replaceAll(".*/", "");
    return seen.stream()
        .filter(one -> one.data().path("experimentId").asString().equals(id))
        .map(Seen::words)
        .toList();
  }

  /** Goes on reading until the stream is closed. */
  private List<Seen> read(Stream<String> lines) {
    List<Seen> seen = new CopyOnWriteArrayList<>();
    Iterator<String> one = lines.iterator();
    Thread.ofVirtual()
        .start(
            () -> {
              long id = 0;
              String name = "";
              while (one.hasNext()) {
                String[] field = one.next().split(":", 2);
                switch (field[0]) {
                  case "id" -> id = Long.parseLong(field[1]);
                  case "event" -> name = field[1];
                  case "data" -> seen.add(new Seen(id, name, json.readTree(field[1])));
                  default -> {}
                }
              }
            });
    return seen;
  }
}
