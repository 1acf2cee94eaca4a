package dev.trainyard.load;

import dev.trainyard.load.Load.Row;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/** A hundred thousand trials queued on PostgreSQL: how soon does the next one start? */
final class LongQueue implements Load.Scenario {
  private static final int EXPERIMENTS = 100;
  private static final int LOOKS = 50;

  @Override
  public List<Row> run(Path directory) throws Exception {
    List<Row> rows = new ArrayList<>();
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
      String url = "spring.datasource.url=" + postgres.getJdbcUrl("postgres", "postgres");
      try (Service api = new Service(Service.INSTANT, directory, url, "trainyard.roles=api")) {
        Latencies posts = new Latencies();
        for (int i = 0; i < EXPERIMENTS; i++) {
          long due = System.nanoTime();
          api.queue(InstantTraining.THOUSAND_TRIALS);
          posts.since(due);
        }
        rows.add(new Row("to queue 1,000 trials with one request", posts.toString()));
        rows.add(new Row("GET /experiments", times(api, "/experiments").toString()));
        rows.add(new Row("GET /experiments?page=4", times(api, "/experiments?page=4").toString()));
        rows.add(
            new Row(
                "GET /experiments/{id}, 1,000 trials", times(api, "/experiments/100").toString()));
        try (Service _ =
            new Service(
                Service.INSTANT, directory, url, "trainyard.slots=1", "trainyard.roles=worker")) {
          while (api.epochs(1) < 200) {
            TimeUnit.MILLISECONDS.sleep(100);
          }
          rows.add(new Row("from the end of a trial to the start of the next", gaps(api, 150)));
          long urgent =
              api.queue(
                  InstantTraining.THOUSAND_TRIALS.replace(
                      "\"replicates\":1000", "\"replicates\":1,\"priority\":9"));
          api.ended(urgent);
          JsonNode attempt =
              api.read("/experiments/%d/trials/1".formatted(urgent)).at("/attempts/0");
          Instant created =
              Instant.parse(api.read("/experiments/" + urgent).path("createdAt").asString());
          Instant started = Instant.parse(attempt.path("startedAt").asString());
          rows.add(
              new Row(
                  "from the POST of an experiment with a higher priority to its start",
                  "%d ms".formatted(Duration.between(created, started).toMillis())));
        }
      }
    }
    return rows;
  }

  private static Latencies times(Service service, String path) throws Exception {
    Latencies latencies = new Latencies();
    for (int i = 0; i < LOOKS; i++) {
      long due = System.nanoTime();
      service.read(path);
      latencies.since(due);
    }
    return latencies;
  }

  private static String gaps(Service service, int trials) throws Exception {
    List<Double> gaps = new ArrayList<>();
    Instant end = null;
    for (int trial = 1; trial <= trials; trial++) {
      JsonNode attempt = service.read("/experiments/1/trials/" + trial).at("/attempts/0");
      Instant started = Instant.parse(attempt.path("startedAt").asString());
      if (end != null) {
        gaps.add(Duration.between(end, started).toNanos() / 1e6);
      }
      end = Instant.parse(attempt.path("endedAt").asString());
    }
    gaps.sort(null);
    return String.format(
        Locale.ROOT,
        "median %.1f ms, longest %.0f ms of %d",
        gaps.get(gaps.size() / 2),
        gaps.getLast(),
        gaps.size());
  }
}
