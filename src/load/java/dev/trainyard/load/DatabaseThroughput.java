package dev.trainyard.load;

import dev.trainyard.load.Load.Row;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** How many trials a second one PostgreSQL carries whose training takes no time. */
final class DatabaseThroughput implements Load.Scenario {
  private static final int EXPERIMENTS = 20;
  private static final int SECONDS = 16;
  private static final int[][] WORKERS = {{1, 1}, {1, 4}, {1, 16}, {2, 8}};

  @Override
  public List<Row> run(Path directory) throws Exception {
    List<Row> rows = new ArrayList<>();
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
      String url = "spring.datasource.url=" + postgres.getJdbcUrl("postgres", "postgres");
      try (Service api = new Service(Service.INSTANT, directory, url, "trainyard.roles=api")) {
        for (int i = 0; i < EXPERIMENTS; i++) {
          api.queue(InstantTraining.THOUSAND_TRIALS);
        }
        for (int[] setting : WORKERS) {
          rows.add(
              new Row(
                  "trials a second, %d processes with %d slots each"
                      .formatted(setting[0], setting[1]),
                  String.format(
                      Locale.ROOT, "%.0f", rate(api, directory, url, setting[0], setting[1]))));
        }
      }
    }
    return rows;
  }

  private static double rate(Service api, Path directory, String url, int processes, int slots)
      throws Exception {
    List<Service> workers = new ArrayList<>();
    try {
      for (int i = 0; i < processes; i++) {
        workers.add(
            new Service(
                Service.INSTANT,
                directory,
                url,
                "trainyard.roles=worker",
                "trainyard.slots=" + slots));
      }
      TimeUnit.SECONDS.sleep(SECONDS / 2);
      int before = trials(api);
      long begin = System.nanoTime();
      TimeUnit.SECONDS.sleep(SECONDS);
      return (trials(api) - before) / ((System.nanoTime() - begin) / 1e9);
    } finally {
      workers.forEach(Service::close);
    }
  }

  private static int trials(Service api) throws Exception {
    int trials = 0;
    for (int id = 1; id <= EXPERIMENTS; id++) {
      trials += api.epochs(id);
    }
    return trials;
  }
}
